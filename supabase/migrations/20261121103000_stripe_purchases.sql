create or replace function billing.is_spent(attempt billing.purchase_attempts)
returns boolean language sql stable set search_path = '' as $$
  select attempt.attempt_id is null
    or attempt.refusal is not null
    -- Stripe keeps an incomplete subscription, and the answer to an idempotency key, for about a day.
    or attempt.store_subscription_id is null and attempt.started_at < now() - interval '23 hours'
    or exists (
      select from public.subscriptions
      where store = 'stripe' and store_subscription_id = attempt.store_subscription_id and status <> 'incomplete')
    -- Bought in the app since: the purchase has become a subscription, and counts as that.
    or attempt.store = 'app_store' and exists (
      select from public.subscriptions
      where subscriptions.user_id = attempt.user_id and subscriptions.store = 'app_store'
        and subscriptions.updated_at >= attempt.started_at)
$$;

create or replace function billing.purchase_refusal(buyer uuid, at_store text, bought_plan_id text)
returns text language sql stable set search_path = '' as $$
  select coalesce(
    (
      select case live.store
        when 'stripe' then case at_store when 'stripe' then 'already_subscribed' else 'subscribed_on_web' end
        when 'app_store' then case at_store
          -- Inside the App Store a change of plan is Apple's to arrange: only the same plan again is refused.
          when 'app_store' then case when live.plan_id = bought_plan_id then 'already_subscribed' end
          else 'subscribed_in_app_store' end
      end
      from public.subscriptions as live
      where live.user_id = buyer
        -- A store that retries a payment or has paused may charge again: it counts although it gives no access now. So does
        -- one whose money was given back or is disputed, and one whose grace is over, while Stripe goes on charging.
        and (billing.subscription_access_ends_at(live) > now() or live.status in ('in_billing_retry', 'paused')
          or live.store = 'stripe' and live.will_renew
            and (live.status = 'in_grace_period' or live.status = 'active' and live.payment_fault is not null))
      -- The other store first: it is the one that would be paid twice.
      order by live.store = at_store, live.expires_at desc
      limit 1
    ),
    (
      -- Begun at the other store a moment ago, and perhaps being paid right now.
      select 'purchase_in_progress' from billing.purchase_attempts as attempt cross join billing.settings
      where attempt.user_id = buyer and attempt.store <> at_store
        and attempt.started_at > now() - settings.purchase_hold and not billing.is_spent(attempt)
    ))
$$;

drop function billing.open_attempt(uuid, text, text);
create function billing.open_attempt(
  buyer uuid, at_store text, bought_plan_id text, has_trial boolean default false, with_promotion text default null)
returns text language plpgsql set search_path = '' as $$
declare
  refusal text;
begin
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || buyer, 0));
  if not exists (select from public.plans where id = bought_plan_id) then return 'plan_not_found'; end if;
  refusal := billing.purchase_refusal(buyer, at_store, bought_plan_id);
  if refusal is not null then return refusal; end if;
  insert into billing.purchase_attempts as stored (user_id, store, plan_id, with_trial, promotion_code)
  values (buyer, at_store, bought_plan_id, has_trial, with_promotion)
  on conflict (user_id) do update set
    attempt_id = excluded.attempt_id, store = excluded.store, plan_id = excluded.plan_id,
    with_trial = excluded.with_trial, promotion_code = excluded.promotion_code, started_at = excluded.started_at,
    store_subscription_id = null, setup_intent_id = null, checkout_session_id = null, refusal = null
  where (stored.store, stored.plan_id, stored.with_trial, stored.promotion_code)
    is distinct from (excluded.store, excluded.plan_id, excluded.with_trial, excluded.promotion_code)
    or billing.is_spent(stored);
  return null;
end
$$;
comment on function billing.open_attempt is 'The lock and the decision of a purchase; null when it may go on. The attempt stays the same while the same is asked for again.';

-- All that the functions have to know of an attempt.
create function billing.describe_attempt(attempt billing.purchase_attempts)
returns jsonb language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object(
      'attempt_id', attempt.attempt_id,
      'user_id', attempt.user_id,
      'plan_id', attempt.plan_id,
      'customer_id', (select customers.customer_id from billing.customers where customers.user_id = attempt.user_id),
      'subscription_id', attempt.store_subscription_id,
      'lookup_key', plans.stripe_lookup_key,
      'trial_days', case when attempt.with_trial then plans.trial_days else 0 end,
      'setup_intent_id', attempt.setup_intent_id,
      'checkout_session_id', attempt.checkout_session_id,
      'promotion_code', attempt.promotion_code,
      'refusal', attempt.refusal,
      'web_checkout', settings.web_checkout,
      'automatic_tax', settings.automatic_tax,
      'promotion_codes', settings.promotion_codes)
    from public.plans cross join billing.settings where plans.id = attempt.plan_id);
end
$$;
comment on function billing.describe_attempt is 'A purchase attempt with what belongs to it: customer, price, trial, settings.';

drop function billing.begin_stripe_purchase(uuid, text);
create function billing.begin_stripe_purchase(
  buyer uuid, bought_plan_id text, wants_trial boolean default true, with_promotion text default null)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  before billing.purchase_attempts;
  attempt billing.purchase_attempts;
  has_trial boolean;
  refusal text;
begin
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || buyer, 0));
  select * into before from billing.purchase_attempts where user_id = buyer;
  has_trial := wants_trial and coalesce((select trial_days > 0 from public.plans where id = bought_plan_id), false)
    and billing.is_trial_allowed(buyer);
  if not (select promotion_codes from billing.settings) then with_promotion := null; end if;
  refusal := billing.open_attempt(buyer, 'stripe', bought_plan_id, has_trial, with_promotion);
  if refusal is not null then return jsonb_build_object('refusal', refusal); end if;
  select * into attempt from billing.purchase_attempts where user_id = buyer;
  return (billing.describe_attempt(attempt) - 'refusal') || jsonb_build_object(
    -- Something else was chosen: what was half made for it must not be paid by a tab that is still open.
    'abandoned_subscription_id', (
      select store_subscription_id from public.subscriptions
      where store = 'stripe' and store_subscription_id = before.store_subscription_id and status = 'incomplete'
        and attempt.attempt_id <> before.attempt_id),
    'abandoned_checkout_session_id', case
      when attempt.attempt_id <> before.attempt_id then before.checkout_session_id end);
end
$$;
comment on function billing.begin_stripe_purchase is 'Refuses (refusal) or opens the one purchase attempt of a user at Stripe, and says what it needs. trial_days is 0 unless a trial is wanted and allowed.';

create function billing.note_purchase_attempt(attempt uuid, what jsonb)
returns void language plpgsql security definer set search_path = '' as $$
begin
  update billing.purchase_attempts set
    setup_intent_id = coalesce(what ->> 'setup_intent_id', setup_intent_id),
    checkout_session_id = coalesce(what ->> 'checkout_session_id', checkout_session_id)
  where attempt_id = attempt;
end
$$;
comment on function billing.note_purchase_attempt is 'What Stripe has made for an attempt. An attempt that was given up since is left alone.';

create function billing.attempt_of(owner uuid)
returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select billing.describe_attempt(attempt) from billing.purchase_attempts as attempt
    where attempt.user_id = owner and attempt.store = 'stripe'
      and (attempt.refusal is not null or not billing.is_spent(attempt)));
end
$$;
comment on function billing.attempt_of is 'The Stripe purchase that a user has under way, or that was refused (refusal) and not begun anew; else null.';

create function billing.attempt_by_setup_intent(id text)
returns jsonb language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select billing.describe_attempt(attempt) from billing.purchase_attempts as attempt
    where attempt.setup_intent_id = attempt_by_setup_intent.id
      and (attempt.refusal is not null or not billing.is_spent(attempt)));
end
$$;
comment on function billing.attempt_by_setup_intent is 'The same by the set-up of its card; null when it was finished or given up.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.begin_stripe_purchase, billing.note_purchase_attempt, billing.attempt_of,
  billing.attempt_by_setup_intent to tandem_functions;
