create function billing.owns_extra(buyer uuid, of_extra_id text)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (
    -- A disputed one may come back: it is not sold a second time meanwhile.
    select from public.payments
    where payments.user_id = buyer and payments.extra_id = of_extra_id and payments.status = 'succeeded'
      and coalesce(payments.payment_fault, 'disputed') = 'disputed'
      and billing.is_environment_served(payments.environment, buyer))
  or exists (
    select from public.app_store_purchases as purchases
    where purchases.user_id = buyer and purchases.extra_id = of_extra_id
      and billing.app_store_purchase_access_ends_at(purchases) is not null);
end
$$;
comment on function billing.owns_extra is 'Whether a user has bought an extra, at whichever store.';

-- The lock and the decision for an extra at a store, as open_attempt has it for a plan.
create function billing.open_extra_attempt(buyer uuid, at_store text, bought_extra_id text)
returns text language plpgsql set search_path = '' as $$
begin
  -- A phone and a browser of the same second wait for each other.
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || buyer, 0));
  if not exists (
    select from public.extras
    where id = bought_extra_id and (at_store = 'stripe' or app_store_product_id is not null))
  then return 'extra_not_found'; end if;
  if billing.owns_extra(buyer, bought_extra_id) then return 'already_owned'; end if;
  if exists (
    select from billing.extra_attempts as attempts cross join billing.settings
    where attempts.user_id = buyer and attempts.extra_id = bought_extra_id and attempts.store <> at_store
      and attempts.started_at > now() - settings.purchase_hold)
  -- Paid on the web, and the bank has not answered yet, which may take days.
  or at_store = 'app_store' and exists (
    select from public.payments
    where payments.user_id = buyer and payments.extra_id = bought_extra_id
      and payments.status in ('processing', 'requires_capture')
      and billing.is_environment_served(payments.environment, buyer))
  then return 'purchase_in_progress'; end if;
  insert into billing.extra_attempts (user_id, extra_id, store) values (buyer, bought_extra_id, at_store)
  on conflict (user_id, extra_id) do update set store = excluded.store, started_at = excluded.started_at;
  return null;
end
$$;
comment on function billing.open_extra_attempt is 'The purchase guard for an extra: a stable code why this user may not buy it at this store now; null when they may, and the other store then waits.';

create or replace function billing.begin_extra_purchase(buyer uuid, bought_extra_id text)
returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  extra public.extras;
  refusal text := billing.open_extra_attempt(buyer, 'stripe', bought_extra_id);
begin
  if refusal is not null then return jsonb_build_object('refusal', refusal); end if;
  select * into extra from public.extras where id = bought_extra_id;
  return (
    select jsonb_build_object(
      -- The same until this purchase is over, so that two clicks make one payment.
      'attempt_key', concat_ws(':', 'extra', buyer, extra.id, extra.amount, extra.currency, count(*) filter (
        where payments.status in ('succeeded', 'canceled'))),
      'payment_intent_id', (array_agg(payments.payment_intent_id order by payments.created_at desc)
        filter (where payments.status not in ('succeeded', 'canceled')))[1],
      'customer_id', billing.customer_of(buyer),
      'amount', extra.amount, 'currency', extra.currency, 'name', extra.name)
    from public.payments where payments.user_id = buyer and payments.extra_id = extra.id);
end
$$;
comment on function billing.begin_extra_purchase is 'What a user pays on the web for an extra, and the unpaid payment to go on with; or why they cannot buy it (refusal).';

create or replace function billing.describe_refusal(code text)
returns text language sql immutable set search_path = '' as $$
  select case code
    when 'already_subscribed' then 'You already have a subscription.'
    when 'subscribed_on_web' then 'You already subscribe on the web. Manage it where you bought it.'
    when 'subscribed_in_app_store' then 'You already subscribe through the App Store. Manage it in the settings of your iPhone.'
    when 'purchase_in_progress' then 'A purchase is under way on your other device. Finish it there, or try again in a few minutes.'
    when 'plan_not_found' then 'There is no such plan.'
    when 'already_owned' then 'You own this already.'
    when 'extra_not_found' then 'There is nothing of that kind to buy.'
  end
$$;

create function billing.begin_own_app_store_extra(bought_extra_id text)
returns text language plpgsql security definer set search_path = '' as $$
begin
  return billing.open_extra_attempt((select auth.uid()), 'app_store', bought_extra_id);
end
$$;
comment on function billing.begin_own_app_store_extra is 'The same for the signed-in user and the App Store.';

create function public.begin_app_store_extra(extra_id text)
returns table (allowed boolean, code text, message text) language sql volatile security invoker set search_path = '' as $$
  select refusal.code is null, refusal.code, billing.describe_refusal(refusal.code)
  from (select billing.begin_own_app_store_extra(begin_app_store_extra.extra_id) as code) as refusal
$$;
comment on function public.begin_app_store_extra is 'The app calls it before the purchase sheet of an extra opens. While it is allowed, the web does not sell the same one to the same user.';

create or replace function billing.end_own_app_store_purchase()
returns void language sql security definer set search_path = '' as $$
  delete from billing.purchase_attempts where user_id = (select auth.uid()) and store = 'app_store';
  delete from billing.extra_attempts where user_id = (select auth.uid()) and store = 'app_store';
$$;
comment on function billing.end_own_app_store_purchase is 'Gives up what the signed-in user was about to buy in the App Store.';

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
        -- one whose money was given back or is disputed, and one whose grace is over, while Stripe goes on charging. What a
        -- member of the family pays, and what no money is paid for, is not charged to this user.
        and (billing.subscription_access_ends_at(live) > now()
          or live.status in ('in_billing_retry', 'paused') and live.ownership = 'purchased'
            and billing.is_environment_served(live.environment, buyer)
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

create function billing.app_store_offer(buyer uuid, for_plan_id text, apple_account text)
returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare
  plan public.plans;
begin
  select * into plan from public.plans where id = for_plan_id;
  if plan.id is null then
    return jsonb_build_object('refusal', 'plan_not_found', 'product_id', null, 'trial_allowed', false);
  end if;
  return jsonb_build_object(
    'refusal', billing.purchase_refusal(buyer, 'app_store', plan.id),
    'product_id', plan.app_store_product_id,
    'trial_allowed', plan.trial_days > 0 and billing.is_trial_allowed(buyer, null, apple_account));
end
$$;
comment on function billing.app_store_offer is 'How a plan is offered in the App Store to a user on a phone with an Apple Account: why not (refusal), which product, and whether with a trial.';

revoke execute on all functions in schema billing from public;
revoke execute on function public.begin_app_store_extra from public, anon, service_role;
grant execute on function billing.app_store_offer to tandem_functions;
grant execute on function billing.begin_own_app_store_extra, public.begin_app_store_extra to authenticated;
