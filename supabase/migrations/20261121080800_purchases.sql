create table billing.purchase_attempts (
  user_id uuid primary key references auth.users (id) on delete cascade,
  attempt_id uuid not null unique default gen_random_uuid(),
  plan_id text not null references public.plans (id),
  started_at timestamptz not null default now(),
  store_subscription_id text
);
comment on table billing.purchase_attempts is 'The one Stripe purchase that a user has under way. Its id is the idempotency key: two clicks make one subscription.';
comment on column billing.purchase_attempts.store_subscription_id is 'The incomplete subscription made for it; null until Stripe has answered.';
create index purchase_attempts_plan_id_idx on billing.purchase_attempts (plan_id);
alter table billing.purchase_attempts enable row level security;

-- Why a user may not start a purchase at a store now; null when they may.
create function billing.purchase_refusal(buyer uuid, at_store text, bought_plan_id text)
returns text language sql stable set search_path = '' as $$
  select case live.store
    when 'stripe' then case at_store when 'stripe' then 'already_subscribed' else 'subscribed_on_web' end
    when 'app_store' then case at_store
      -- Inside the App Store a change of plan is Apple's to arrange: only the same plan again is refused.
      when 'app_store' then case when live.plan_id = bought_plan_id then 'already_subscribed' end
      else 'subscribed_in_app_store' end
  end
  from public.subscriptions as live
  where live.user_id = buyer
    -- A store that retries a payment or has paused may charge again: it counts although it gives no access now.
    and (billing.subscription_access_ends_at(live) > now() or live.status in ('in_billing_retry', 'paused'))
  -- The other store first: it is the one that would be paid twice.
  order by live.store = at_store, live.expires_at desc
  limit 1
$$;
comment on function billing.purchase_refusal is 'The purchase guard: a stable code why this user may not buy this plan at this store now; null when they may.';

create function billing.own_purchase_options()
returns table (store text, plan_id text, allowed boolean, code text) language sql stable security definer set search_path = '' as $$
  select stores.store, plans.id, refusal.code is null, refusal.code
  from (values ('stripe'), ('app_store')) as stores (store)
  cross join public.plans
  cross join lateral (select billing.purchase_refusal((select auth.uid()), stores.store, plans.id) as code) as refusal
  order by stores.store desc, plans.rank
$$;
comment on function billing.own_purchase_options is 'The purchase guard for the signed-in user, per store and plan.';

create function public.purchase_options()
returns table (store text, plan_id text, allowed boolean, code text, message text)
language sql stable security invoker set search_path = '' as $$
  select options.store, options.plan_id, options.allowed, options.code,
    case options.code
      when 'already_subscribed' then 'You already have a subscription.'
      when 'subscribed_on_web' then 'You already subscribe on the web. Manage it where you bought it.'
      when 'subscribed_in_app_store' then 'You already subscribe through the App Store. Manage it in the settings of your iPhone.'
    end
  from billing.own_purchase_options() as options
$$;
comment on function public.purchase_options is 'Per store and plan: may the signed-in user start a purchase now, and if not why (code) and what to tell them (message).';

create function billing.is_spent(attempt billing.purchase_attempts)
returns boolean language sql stable set search_path = '' as $$
  select attempt.attempt_id is null
    -- Stripe keeps an incomplete subscription, and the answer to an idempotency key, for about a day.
    or attempt.store_subscription_id is null and attempt.started_at < now() - interval '23 hours'
    or exists (
      select from public.subscriptions
      where store = 'stripe' and store_subscription_id = attempt.store_subscription_id and status <> 'incomplete')
$$;
comment on function billing.is_spent is 'Whether a purchase attempt can lead nowhere any more.';

-- Decides about a Stripe purchase and says what it needs. The attempt is the same until it ends, whoever asks how often.
create function billing.begin_stripe_purchase(buyer uuid, bought_plan_id text)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  plan public.plans;
  refusal text;
  attempt billing.purchase_attempts;
  abandoned text;
begin
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || buyer, 0));
  select * into plan from public.plans where id = bought_plan_id;
  if plan.id is null then return jsonb_build_object('refusal', 'plan_not_found'); end if;
  refusal := billing.purchase_refusal(buyer, 'stripe', plan.id);
  if refusal is not null then return jsonb_build_object('refusal', refusal); end if;

  select * into attempt from billing.purchase_attempts where user_id = buyer;
  if attempt.plan_id is distinct from plan.id or billing.is_spent(attempt) then
    -- Another plan was chosen: its half-made subscription must not be paid by a tab that is still open.
    abandoned := (
      select store_subscription_id from public.subscriptions
      where store = 'stripe' and store_subscription_id = attempt.store_subscription_id and status = 'incomplete');
    insert into billing.purchase_attempts as stored (user_id, plan_id) values (buyer, plan.id)
    on conflict (user_id) do update set
      attempt_id = excluded.attempt_id, plan_id = excluded.plan_id, started_at = excluded.started_at,
      store_subscription_id = null
    returning * into attempt;
  end if;
  return jsonb_build_object(
    'attempt_id', attempt.attempt_id,
    'customer_id', (select customer_id from billing.customers where user_id = buyer),
    'subscription_id', attempt.store_subscription_id,
    'abandoned_subscription_id', abandoned,
    'lookup_key', plan.stripe_lookup_key);
end
$$;
comment on function billing.begin_stripe_purchase is 'Refuses (refusal) or opens the one purchase attempt of a user, under a lock.';

create function billing.link_stripe_customer(owner uuid, created_customer_id text)
returns text language plpgsql security definer set search_path = '' as $$
begin
  -- Whichever of the two keys a parallel request has taken: wait for it, then see what it linked.
  insert into billing.customers (customer_id, user_id) values (created_customer_id, owner) on conflict do nothing;
  return (select customers.customer_id from billing.customers where customers.user_id = owner);
end
$$;
comment on function billing.link_stripe_customer is 'Binds a user to a Stripe customer once; answers the customer that counts.';

create function billing.record_stripe_purchase(made_in_attempt uuid, subscription jsonb, moment timestamptz)
returns text language plpgsql security definer set search_path = '' as $$
begin
  update billing.purchase_attempts set store_subscription_id = subscription ->> 'store_subscription_id'
  where attempt_id = made_in_attempt;
  return billing.write_stripe_subscription(subscription, moment);
end
$$;
comment on function billing.record_stripe_purchase is 'The subscription that Stripe made for a purchase attempt.';

-- The Stripe subscription that a user can cancel, resume or ask about: a running one, else the newest.
create function billing.stripe_subscription_of(owner uuid)
returns jsonb language sql stable security definer set search_path = '' as $$
  select to_jsonb(subscriptions) from public.subscriptions
  where user_id = owner and store = 'stripe'
  order by status in ('active', 'in_grace_period', 'in_billing_retry', 'paused') desc, started_at desc, id
  limit 1
$$;
comment on function billing.stripe_subscription_of is 'The user''s own Stripe subscription: no id from a browser is ever trusted.';

revoke execute on all functions in schema billing from public, anon, authenticated, service_role;
grant execute on function
  billing.begin_stripe_purchase, billing.link_stripe_customer, billing.record_stripe_purchase,
  billing.stripe_subscription_of
to tandem_functions;

-- The API exposes public only: a client reaches this function through public.purchase_options() and in no other way.
grant usage on schema billing to authenticated;
grant execute on function billing.own_purchase_options to authenticated;
revoke execute on function public.purchase_options from public, anon, service_role;
grant execute on function public.purchase_options to authenticated;
