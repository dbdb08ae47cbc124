-- The state of one App Store subscription as its facts say, and who owns it. A pure reading of the registers: it does not
-- matter in which order, how often or by which way the facts came.
create function billing.app_store_report(original text, in_environment text)
returns public.subscriptions language plpgsql stable set search_path = '' as $$
declare
  newest billing.app_store_transactions;
  running billing.app_store_transactions;
  renewal billing.app_store_renewals;
  report public.subscriptions;
  moment timestamptz;
begin
  select * into renewal from billing.app_store_renewals
  where original_transaction_id = original and environment = in_environment;
  select * into newest from billing.app_store_transactions
  where original_transaction_id = original and environment = in_environment
    and not is_upgraded and expires_at is not null
  order by purchased_at desc, signed_at desc, transaction_id desc limit 1;
  if newest.transaction_id is null then return null; end if;

  select greatest(max(signed_at), renewal.signed_at) into report.as_of from billing.app_store_transactions
  where original_transaction_id = original and environment = in_environment;
  -- What Apple has signed has happened, even where our clock is behind theirs.
  moment := greatest(now(), report.as_of);

  -- Apple charges up to a day early: until then the period before it is the one that runs.
  select * into running from billing.app_store_transactions
  where original_transaction_id = original and environment = in_environment
    and not is_upgraded and expires_at is not null
  order by purchased_at <= moment desc,
    case when purchased_at <= moment then purchased_at end desc,
    purchased_at, signed_at desc, transaction_id desc
  limit 1;

  report.expires_at := greatest(
    running.expires_at,
    case when newest.revoked_at is null then newest.expires_at end,
    -- Carries an extension, and a renewal whose notification was lost.
    case when renewal.signed_at >= newest.purchased_at then renewal.renews_at end);
  report.will_renew := coalesce(renewal.will_renew, true);

  -- Where Apple speaks of a later period than any that we have seen, this may be the refund of an older one while the
  -- renewal was lost. It is taken as it stands: to leave the row as it was would let the order of arrival decide. The app
  -- hands in the period it has at every launch, and reconciliation asks Apple.
  if running.revoked_at is not null then
    report.status := 'revoked';
    report.expires_at := running.revoked_at;
  elsif moment < report.expires_at then
    report.status := 'active';
  elsif moment < renewal.grace_period_ends_at and renewal.is_in_billing_retry is not false then
    report.status := 'in_grace_period';
    report.grace_period_ends_at := renewal.grace_period_ends_at;
  elsif renewal.is_in_billing_retry then
    report.status := 'in_billing_retry';
  else
    report.status := 'expired';
  end if;
  report.will_renew := report.will_renew and report.status not in ('revoked', 'expired');

  report.store := 'app_store';
  report.environment := in_environment;
  report.store_subscription_id := original;
  report.store_product_id := running.product_id;
  report.plan_id := (select plans.id from public.plans where plans.app_store_product_id = running.product_id);
  report.next_plan_id := (
    select plans.id from public.plans
    where report.will_renew and plans.app_store_product_id = renewal.auto_renew_product_id
      and renewal.auto_renew_product_id <> running.product_id);
  report.period_type := case
    when running.fact ->> 'offer_discount_type' = 'FREE_TRIAL' then 'trial'
    when running.fact ->> 'offer_type' is not null then 'intro'
    else 'normal' end;
  report.started_at := coalesce((running.fact ->> 'original_purchased_at')::timestamptz, running.purchased_at);
  report.price := billing.minor_units((running.fact ->> 'price_milliunits')::bigint, running.fact ->> 'currency');
  report.currency := running.fact ->> 'currency';
  report.ownership := coalesce(running.fact ->> 'ownership', 'purchased');
  -- The newest of what names an owner: a token that Apple signed, or the claim of a signed-in user. Never what the row says
  -- already: then the order in which two tokens arrive would decide.
  select users.id into report.user_id
  from (
    select app_account_token as user_id, signed_at as named_at from billing.app_store_transactions
    where original_transaction_id = original and environment = in_environment
    union all select renewal.app_account_token, renewal.signed_at
    union all select claims.user_id, claims.claimed_at from billing.app_store_claims as claims
    where claims.original_transaction_id = original and claims.environment = in_environment
  ) as named
  join auth.users on users.id = named.user_id
  order by named.named_at desc, users.id
  limit 1;
  return report;
end
$$;
comment on function billing.app_store_report is 'One App Store subscription derived from Apple''s signed facts; user_id is whom the newest token or claim names. Null when the facts do not tell a state.';

-- Writes the derived state. `poster` is the signed-in user who handed the purchase in; null for a notification.
create function billing.write_app_store_subscription(original text, in_environment text, poster uuid)
returns text language plpgsql set search_path = '' as $$
declare
  report public.subscriptions;
begin
  perform pg_advisory_xact_lock(hashtextextended('app_store:' || original, 0));
  report := billing.app_store_report(original, in_environment);
  if report.status is null then return 'recorded'; end if;

  if poster is not null and poster is distinct from report.user_id then
    -- A signed transaction proves a purchase, not who holds the phone: a purchase that somebody uses is not taken away.
    if report.user_id is not null and billing.subscription_access_ends_at(report) > now() then
      return 'belongs_to_another_account';
    end if;
    insert into billing.app_store_claims as stored (original_transaction_id, environment, user_id, claimed_at)
    values (original, in_environment, poster, greatest(now(), report.as_of))
    on conflict (original_transaction_id, environment) do update set
      user_id = excluded.user_id, claimed_at = excluded.claimed_at;
    report.user_id := poster;
  end if;

  perform billing.put_subscription(report);
  return 'applied';
end
$$;
comment on function billing.write_app_store_subscription is 'Brings one App Store subscription in line with its facts. Owner: whom the newest token or claim names; a signed-in poster may claim what nobody uses.';

create function billing.record_app_store_notification(notification jsonb, facts jsonb)
returns text language plpgsql security definer set search_path = '' as $$
declare
  outcome text := 'recorded';
  original text := coalesce(
    facts -> 'transaction' ->> 'original_transaction_id', facts -> 'renewal' ->> 'original_transaction_id');
begin
  if not billing.receive_event('app_store', notification) then return 'duplicate'; end if;
  if original is not null then
    perform billing.merge_app_store_facts(facts);
    outcome := billing.write_app_store_subscription(original, notification ->> 'environment', null);
  end if;
  perform billing.finish_event('app_store', notification ->> 'environment', notification ->> 'event_id', outcome);
  return outcome;
end
$$;
comment on function billing.record_app_store_notification is 'One App Store notification: inbox, facts, subscription and entitlements in one transaction. Answers applied, recorded or duplicate.';

create function billing.record_app_store_transaction(poster uuid, facts jsonb)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  outcome text;
begin
  perform billing.merge_app_store_facts(facts);
  outcome := billing.write_app_store_subscription(
    facts -> 'transaction' ->> 'original_transaction_id', facts -> 'transaction' ->> 'environment', poster);
  return jsonb_build_object(
    'outcome', outcome,
    'entitlements', (
      select coalesce(jsonb_agg(
        jsonb_build_object('entitlement', entitlement, 'access_ends_at', access_ends_at) order by entitlement), '[]')
      from public.entitlements where user_id = poster));
end
$$;
comment on function billing.record_app_store_transaction is 'A purchase that a signed-in user hands in. Outcome applied, recorded, or belongs_to_another_account (the facts are kept all the same).';

revoke execute on all functions in schema billing from public, anon, authenticated, service_role;
grant execute on function billing.record_app_store_notification, billing.record_app_store_transaction to tandem_functions;
