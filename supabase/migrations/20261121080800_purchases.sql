create table billing.purchase_attempts (
  user_id uuid primary key references auth.users (id) on delete cascade,
  attempt_id uuid not null unique default gen_random_uuid(),
  store text not null check (store in ('stripe', 'app_store')),
  plan_id text not null references public.plans (id),
  started_at timestamptz not null default now(),
  store_subscription_id text
);
comment on table billing.purchase_attempts is 'The one purchase that a user has under way, at one store. At Stripe its id is the idempotency key: two clicks make one subscription.';
comment on column billing.purchase_attempts.store_subscription_id is 'The incomplete subscription made for it at Stripe; null until Stripe has answered.';
create index purchase_attempts_plan_id_idx on billing.purchase_attempts (plan_id);
alter table billing.purchase_attempts enable row level security;

create function billing.is_spent(attempt billing.purchase_attempts)
returns boolean language sql stable set search_path = '' as $$
  select attempt.attempt_id is null
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
comment on function billing.is_spent is 'Whether a purchase attempt can lead nowhere any more.';

-- Why a user may not start a purchase at a store now; null when they may.
create function billing.purchase_refusal(buyer uuid, at_store text, bought_plan_id text)
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
        -- A store that retries a payment or has paused may charge again: it counts although it gives no access now.
        and (billing.subscription_access_ends_at(live) > now() or live.status in ('in_billing_retry', 'paused'))
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
comment on function billing.purchase_refusal is 'The purchase guard: a stable code why this user may not buy this plan at this store now; null when they may.';

create function billing.describe_refusal(code text)
returns text language sql immutable set search_path = '' as $$
  select case code
    when 'already_subscribed' then 'You already have a subscription.'
    when 'subscribed_on_web' then 'You already subscribe on the web. Manage it where you bought it.'
    when 'subscribed_in_app_store' then 'You already subscribe through the App Store. Manage it in the settings of your iPhone.'
    when 'purchase_in_progress' then 'A purchase is under way on your other device. Finish it there, or try again in a few minutes.'
    when 'plan_not_found' then 'There is no such plan.'
  end
$$;
comment on function billing.describe_refusal is 'The sentence for people that belongs to a code of the purchase guard.';

create function billing.own_purchase_options()
returns table (
  store text, plan_id text, allowed boolean, code text, message text, manage_in text, trial_allowed boolean
) language sql stable security definer set search_path = '' as $$
  select stores.store, plans.id, refusal.code is null, refusal.code, billing.describe_refusal(refusal.code),
    case refusal.code
      when 'already_subscribed' then stores.store
      when 'subscribed_on_web' then 'stripe'
      when 'subscribed_in_app_store' then 'app_store'
    end,
    refusal.code is null and plans.trial_days > 0 and trial.is_allowed
  from (values ('stripe'), ('app_store')) as stores (store)
  cross join public.plans
  -- Asked once, not for each store and plan.
  cross join (select billing.is_trial_allowed((select auth.uid())) as is_allowed offset 0) as trial
  cross join lateral billing.purchase_refusal((select auth.uid()), stores.store, plans.id) as refusal (code)
  order by stores.store desc, plans.rank
$$;
comment on function billing.own_purchase_options is 'The purchase guard for the signed-in user, per store and plan.';

create function public.purchase_options()
returns table (
  store text, plan_id text, allowed boolean, code text, message text, manage_in text, trial_allowed boolean
) language sql stable security invoker set search_path = '' as $$
  select * from billing.own_purchase_options()
$$;
comment on function public.purchase_options is 'Per store and plan: may the signed-in user start a purchase now; if not why (code), what to tell them (message) and where to go instead (manage_in); and whether a trial is allowed.';

-- Opens the attempt of a user at a store, or says why not. The lock makes a phone and a browser of the same second wait
-- for each other: the second one sees the first one's attempt.
create function billing.open_attempt(buyer uuid, at_store text, bought_plan_id text)
returns text language plpgsql set search_path = '' as $$
declare
  refusal text;
begin
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || buyer, 0));
  if not exists (select from public.plans where id = bought_plan_id) then return 'plan_not_found'; end if;
  refusal := billing.purchase_refusal(buyer, at_store, bought_plan_id);
  if refusal is not null then return refusal; end if;
  insert into billing.purchase_attempts as stored (user_id, store, plan_id) values (buyer, at_store, bought_plan_id)
  on conflict (user_id) do update set
    attempt_id = excluded.attempt_id, store = excluded.store, plan_id = excluded.plan_id,
    started_at = excluded.started_at, store_subscription_id = null
  where (stored.store, stored.plan_id) <> (excluded.store, excluded.plan_id) or billing.is_spent(stored);
  return null;
end
$$;
comment on function billing.open_attempt is 'The lock and the decision of a purchase; null when it may go on. The attempt stays the same while it is asked for again.';

create function billing.begin_stripe_purchase(buyer uuid, bought_plan_id text)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  before billing.purchase_attempts;
  attempt billing.purchase_attempts;
  refusal text;
begin
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || buyer, 0));
  select * into before from billing.purchase_attempts where user_id = buyer;
  refusal := billing.open_attempt(buyer, 'stripe', bought_plan_id);
  if refusal is not null then return jsonb_build_object('refusal', refusal); end if;
  select * into attempt from billing.purchase_attempts where user_id = buyer;
  return jsonb_build_object(
    'attempt_id', attempt.attempt_id,
    'customer_id', (select customers.customer_id from billing.customers where customers.user_id = buyer),
    'subscription_id', attempt.store_subscription_id,
    -- Another plan was chosen: its half-made subscription must not be paid by a tab that is still open.
    'abandoned_subscription_id', (
      select store_subscription_id from public.subscriptions
      where store = 'stripe' and store_subscription_id = before.store_subscription_id and status = 'incomplete'
        and attempt.attempt_id <> before.attempt_id),
    'lookup_key', (select stripe_lookup_key from public.plans where id = bought_plan_id));
end
$$;
comment on function billing.begin_stripe_purchase is 'Refuses (refusal) or opens the one purchase attempt of a user at Stripe, and says what it needs.';

create function billing.begin_own_app_store_purchase(bought_plan_id text)
returns text language sql security definer set search_path = '' as $$
  select billing.open_attempt((select auth.uid()), 'app_store', bought_plan_id)
$$;
comment on function billing.begin_own_app_store_purchase is 'The same for the signed-in user and the App Store.';

create function public.begin_app_store_purchase(plan_id text)
returns table (allowed boolean, code text, message text) language sql volatile security invoker set search_path = '' as $$
  select refusal.code is null, refusal.code, billing.describe_refusal(refusal.code)
  from (select billing.begin_own_app_store_purchase(begin_app_store_purchase.plan_id) as code) as refusal
$$;
comment on function public.begin_app_store_purchase is 'The app calls it before the purchase sheet opens. While it is allowed, the web does not sell to the same user.';

create function billing.end_own_app_store_purchase()
returns void language sql security definer set search_path = '' as $$
  delete from billing.purchase_attempts where user_id = (select auth.uid()) and store = 'app_store'
$$;
comment on function billing.end_own_app_store_purchase is 'Gives up the signed-in user''s purchase attempt in the App Store.';

create function public.end_app_store_purchase()
returns void language sql volatile security invoker set search_path = '' as $$
  select billing.end_own_app_store_purchase()
$$;
comment on function public.end_app_store_purchase is 'The app calls it when the purchase sheet was closed without buying: the web may sell again.';

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
  billing.stripe_subscription_of, billing.record_trial_card, billing.is_trial_allowed
to tandem_functions;

-- The API exposes public only: a client reaches these through the functions in public and in no other way.
grant usage on schema billing to authenticated;
grant execute on function billing.own_purchase_options, billing.begin_own_app_store_purchase,
  billing.end_own_app_store_purchase, billing.describe_refusal to authenticated;
revoke execute on function public.purchase_options, public.begin_app_store_purchase, public.end_app_store_purchase
  from public, anon, service_role;
grant execute on function public.purchase_options, public.begin_app_store_purchase, public.end_app_store_purchase
  to authenticated;
