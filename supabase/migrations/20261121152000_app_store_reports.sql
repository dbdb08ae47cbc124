-- The state of one App Store subscription as its facts say, and who owns it. A pure reading of the registers: it does not
-- matter in which order, how often or by which way the facts came. `at_moment` reads them as of another time than now.
drop function billing.app_store_report(text, text);
create function billing.app_store_report(original text, in_environment text, at_moment timestamptz default null)
returns public.subscriptions language plpgsql stable set search_path = '' as $$
declare
  newest billing.app_store_transactions;
  running billing.app_store_transactions;
  paid billing.app_store_transactions;
  renewal billing.app_store_renewals;
  report public.subscriptions;
  moment timestamptz;
  rescinded timestamptz;
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
  moment := coalesce(at_moment, greatest(now(), report.as_of));

  -- Apple charges up to a day early: until then the period before it is the one that runs.
  select * into running from billing.app_store_transactions
  where original_transaction_id = original and environment = in_environment
    and not is_upgraded and expires_at is not null
  order by purchased_at <= moment desc,
    case when purchased_at <= moment then purchased_at end desc,
    purchased_at, signed_at desc, transaction_id desc
  limit 1;
  -- What is charged ahead is paid for: a trial that runs for some hours more is not free until the end of the paid month.
  if newest.revoked_at is null then paid := newest; else paid := running; end if;

  report.expires_at := greatest(
    running.expires_at,
    case when newest.revoked_at is null then newest.expires_at end,
    -- Carries an extension, and a renewal whose notification was lost.
    case when renewal.signed_at >= newest.purchased_at then renewal.renews_at end);
  report.will_renew := coalesce(renewal.will_renew, true);

  -- Where Apple speaks of a later period than any that we have seen, this may be the refund of an older one while the
  -- renewal was lost. It is taken as it stands: to leave the row as it was would let the order of arrival decide. Apple is
  -- asked (billing.owe_app_store_reading).
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
  rescinded := billing.app_store_rescinded_at(original, in_environment);
  if report.status <> 'revoked' and running.purchased_at < rescinded
    and rescinded < coalesce(report.grace_period_ends_at, report.expires_at)
  then
    -- Ended, not revoked: nothing was paid back, and nobody shall be told so.
    report.status := 'expired';
    report.expires_at := rescinded;
    report.grace_period_ends_at := null;
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
    when paid.fact ->> 'offer_discount_type' = 'FREE_TRIAL' then 'trial'
    when paid.fact ->> 'offer_type' is not null then 'intro'
    else 'normal' end;
  report.offer_type := case paid.fact ->> 'offer_type'
    when '1' then 'introductory' when '2' then 'promotional' when '3' then 'offer_code' when '4' then 'win_back' end;
  report.started_at := coalesce((running.fact ->> 'original_purchased_at')::timestamptz, running.purchased_at);
  -- That of another plan is not the price of this one yet.
  if paid.product_id <> running.product_id then paid := running; end if;
  report.price := billing.minor_units((paid.fact ->> 'price_milliunits')::bigint, paid.fact ->> 'currency');
  report.currency := paid.fact ->> 'currency';
  -- What a renewal info older than the period says of the next price has come to pass, or has not.
  if report.will_renew and renewal.signed_at >= running.purchased_at then
    report.price_consent := case renewal.fact ->> 'price_increase_status' when '0' then 'pending' when '1' then 'accepted' end;
    -- In another currency it would be read as one of ours.
    if renewal.fact ->> 'currency' = report.currency then
      report.renewal_price := billing.minor_units((renewal.fact ->> 'renewal_price_milliunits')::bigint, report.currency);
    end if;
  end if;
  report.ownership := coalesce(running.fact ->> 'ownership', 'purchased');
  report.user_id := billing.app_store_owner(original, in_environment);
  return report;
end
$$;
comment on function billing.app_store_report is 'One App Store subscription derived from Apple''s signed facts; user_id is whom the newest token or claim names. Null when the facts do not tell a state.';

-- A restored copy has a transaction of its own that a refund does not name, so a revocation speaks of all that was bought up
-- to it. Who buys again afterwards has it again.
create function billing.app_store_purchase_report(original text, in_environment text)
returns public.app_store_purchases language plpgsql stable set search_path = '' as $$
declare
  last_revoked timestamptz;
  bought billing.app_store_transactions;
  report public.app_store_purchases;
begin
  select max(revoked_at), max(signed_at) into last_revoked, report.as_of from billing.app_store_transactions
  where original_transaction_id = original and environment = in_environment and fact ->> 'type' = 'Non-Consumable';
  if report.as_of is null then return null; end if;
  select * into bought from billing.app_store_transactions
  where original_transaction_id = original and environment = in_environment and fact ->> 'type' = 'Non-Consumable'
  order by revoked_at is null and purchased_at >= coalesce(last_revoked, '-infinity') desc,
    revoked_at desc nulls last, purchased_at, transaction_id
  limit 1;

  report.original_transaction_id := original;
  report.environment := in_environment;
  report.store_product_id := bought.product_id;
  report.extra_id := (select extras.id from public.extras where extras.app_store_product_id = bought.product_id);
  report.purchased_at := bought.purchased_at;
  report.price := billing.minor_units((bought.fact ->> 'price_milliunits')::bigint, bought.fact ->> 'currency');
  report.currency := bought.fact ->> 'currency';
  report.ownership := coalesce(bought.fact ->> 'ownership', 'purchased');
  report.revoked_at := coalesce(bought.revoked_at, (
    select rescinded from billing.app_store_rescinded_at(original, in_environment) as rescinded
    where bought.purchased_at < rescinded));
  report.user_id := billing.app_store_owner(original, in_environment);
  return report;
end
$$;
comment on function billing.app_store_purchase_report is 'One non-consumable derived from Apple''s signed facts, as app_store_report does for a subscription. Null for anything else.';

create function billing.put_app_store_purchase(next public.app_store_purchases)
returns void language plpgsql set search_path = '' as $$
begin
  insert into public.app_store_purchases as stored
  select (next).*
  on conflict (original_transaction_id, environment) do update set
    user_id = excluded.user_id, extra_id = excluded.extra_id, store_product_id = excluded.store_product_id,
    purchased_at = excluded.purchased_at, price = excluded.price, currency = excluded.currency,
    ownership = excluded.ownership, revoked_at = excluded.revoked_at, as_of = excluded.as_of
  where stored is distinct from excluded;
end
$$;
comment on function billing.put_app_store_purchase is 'Writes a one-time purchase; a row that says the same already is left alone.';

revoke execute on all functions in schema billing from public;
