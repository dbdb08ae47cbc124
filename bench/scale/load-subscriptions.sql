insert into public.subscriptions
  (user_id, store, environment, store_subscription_id, store_product_id, plan_id, status, period_type, started_at,
    expires_at, grace_period_ends_at, will_renew, price, currency, as_of, created_at, updated_at)
select wanted.user_id, wanted.store, 'production', wanted.store_subscription_id,
  case wanted.store when 'stripe' then plans.stripe_product_id else plans.app_store_product_id end, plans.id,
  case when state in ('renewing', 'cancelled', 'trial', 'unheard_of') then 'active' else state end,
  case state when 'trial' then 'trial' else 'normal' end,
  times.started_at, wanted.expires_at,
  case state when 'in_grace_period' then wanted.expires_at + interval '16 days' end,
  state not in ('cancelled', 'expired', 'revoked', 'incomplete'),
  plans.amount, plans.currency, times.started_at, times.started_at, times.started_at
from bench.wanted
join public.plans on plans.id = wanted.plan_id
cross join lateral (select case state
    when 'trial' then wanted.expires_at - interval '30 days'
    when 'incomplete' then wanted.expires_at
    else wanted.expires_at - interval '1 month' * (1 + floor(bench.share(number, 'age') * 24)) end as started_at) as times;

insert into billing.customers (customer_id, user_id)
select distinct 'cus_' || number, user_id from bench.wanted where store = 'stripe';

-- One event each that had its effect, and one for every thousand users that is owed.
insert into billing.webhook_events
  (store, environment, event_id, event_type, occurred_at, received_at, payload, state, outcome, attempts, processed_at)
select store, 'production', case store when 'stripe' then 'evt_' || number || '_' || nth else md5(store_subscription_id) end,
  case store when 'stripe' then 'customer.subscription.updated' else 'DID_RENEW' end,
  moment, moment, jsonb_build_object('id', store_subscription_id, 'customer', 'cus_' || number, 'note', repeat('x', 400)),
  case when is_owed then 'pending' else 'processed' end, case when not is_owed then 'applied' end, 1,
  case when not is_owed then moment end
from bench.wanted
cross join lateral (
  select now() - bench.share(number * 2 + nth, 'event') * interval '60 days' as moment,
    nth = 1 and number % 1000 = 500 as is_owed) as event;
