insert into billing.app_store_transactions
  (transaction_id, environment, original_transaction_id, product_id, purchased_at, expires_at, is_upgraded, app_account_token,
    app_transaction_id, signed_at, fact)
select case period when 0 then store_subscription_id else store_subscription_id || '-' || period end, 'production',
  store_subscription_id, plans.app_store_product_id, ends_at - interval '30 days', ends_at, false, user_id, 'app-' || number,
  ends_at - interval '30 days',
  jsonb_build_object('original_purchased_at', wanted.expires_at - interval '60 days', 'ownership', 'purchased',
    'price_milliunits', plans.amount * 10, 'currency', plans.currency)
from bench.wanted
join public.plans on plans.id = wanted.plan_id
cross join generate_series(0, 1) as period
cross join lateral (select wanted.expires_at - period * interval '30 days' as ends_at) as times
where store = 'app_store';

insert into billing.app_store_renewals
  (original_transaction_id, environment, auto_renew_product_id, will_renew, is_in_billing_retry, grace_period_ends_at,
    renews_at, signed_at, fact)
select store_subscription_id, 'production', plans.app_store_product_id, state not in ('cancelled', 'expired', 'revoked'),
  state in ('in_grace_period', 'in_billing_retry'),
  case state when 'in_grace_period' then wanted.expires_at + interval '16 days' end,
  wanted.expires_at, wanted.expires_at - interval '30 days', '{}'
from bench.wanted
join public.plans on plans.id = wanted.plan_id
where store = 'app_store';

-- Everybody in a trial, and a fifth of the others, who had theirs before.
insert into billing.trials
  (store, store_subscription_id, environment, user_id, email_hash, card_hash, apple_account_hash, used_at)
select store, store_subscription_id, 'production', user_id,
  billing.identity_hash('email', 'user-' || number || '@example.com'),
  case store when 'stripe' then billing.identity_hash('card', 'card-' || number) end,
  case store when 'app_store' then billing.identity_hash('apple', 'app-' || number) end, expires_at - interval '90 days'
from bench.wanted
where state = 'trial' or nth = 1 and bench.share(number, 'trial') < 0.2;

-- Two users in a hundred: one of them without any subscription.
insert into billing.grants (user_id, entitlement, starts_at, ends_at, reason, granted_by)
select bench.user_id(i), 'premium', now() - bench.share(i, 'grant') * interval '300 days',
  case when bench.share(i, 'end') < 0.5 then now() + bench.share(i, 'until') * interval '90 days' end, 'Bench', 'bench'
from generate_series(:first::bigint, :last::bigint) as i
where i % 100 in (5, 95);

-- Two in a hundred began a purchase in the last three days.
insert into billing.purchase_attempts (user_id, store, plan_id, started_at)
select bench.user_id(i), case when bench.share(i, 'store') < 0.6 then 'stripe' else 'app_store' end, 'premium',
  now() - bench.share(i, 'attempt') * interval '3 days'
from generate_series(:first::bigint, :last::bigint) as i
where i % 100 in (7, 50);
