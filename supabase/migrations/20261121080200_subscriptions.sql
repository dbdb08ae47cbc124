create table public.subscriptions (
  id uuid primary key default gen_random_uuid(),
  -- Null while nobody has claimed an App Store purchase, and after its owner deleted the account.
  user_id uuid references auth.users (id) on delete set null,
  store text not null check (store in ('stripe', 'app_store')),
  environment text not null check (environment in ('production', 'sandbox')),
  store_subscription_id text not null,
  store_product_id text not null,
  -- Null when the store sold a product that is in no plan: recorded, gives nothing.
  plan_id text references public.plans (id),
  status text not null
    check (status in ('active', 'in_grace_period', 'in_billing_retry', 'paused', 'incomplete', 'expired', 'revoked')),
  period_type text not null check (period_type in ('trial', 'intro', 'normal')),
  started_at timestamptz not null,
  expires_at timestamptz not null,
  grace_period_ends_at timestamptz,
  will_renew boolean not null,
  next_plan_id text references public.plans (id),
  price integer check (price >= 0),
  currency text check (currency ~ '^[a-z]{3}$'),
  ownership text not null default 'purchased' check (ownership in ('purchased', 'family_shared')),
  as_of timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (store, store_subscription_id)
);
comment on table public.subscriptions is 'One subscription at one store, in the same words for both stores. Written only by the billing functions.';
comment on column public.subscriptions.user_id is 'Owner; null while an App Store purchase is unclaimed, and after its owner deleted the account.';
comment on column public.subscriptions.environment is 'Real money, or the store''s sandbox (Stripe livemode is mapped to this).';
comment on column public.subscriptions.store_subscription_id is 'sub_… at Stripe, originalTransactionId at the App Store.';
comment on column public.subscriptions.plan_id is 'Found by the product; null when the product belongs to no plan.';
comment on column public.subscriptions.status is '"Cancelled but paid until May" is active with will_renew = false, never a status of its own.';
comment on column public.subscriptions.expires_at is 'End of the time that is paid for.';
comment on column public.subscriptions.grace_period_ends_at is 'End of access while the store retries a failed payment.';
comment on column public.subscriptions.next_plan_id is 'Plan after this period where it differs.';
comment on column public.subscriptions.price is 'For one period, minor units of the currency.';
comment on column public.subscriptions.as_of is 'The store''s own clock for this state: an older report never replaces a newer one.';

create index subscriptions_user_id_idx on public.subscriptions (user_id);
-- What reconciliation has to look at: what may have ended or renewed without our having heard of it.
create index subscriptions_due_idx on public.subscriptions (expires_at)
  where status in ('active', 'in_grace_period', 'in_billing_retry');
create index subscriptions_plan_id_idx on public.subscriptions (plan_id);
create index subscriptions_next_plan_id_idx on public.subscriptions (next_plan_id) where next_plan_id is not null;

alter table public.subscriptions enable row level security;
revoke all on public.subscriptions from public, anon, authenticated, service_role;
grant select on public.subscriptions to authenticated, service_role;

create policy "Owners read their subscriptions" on public.subscriptions for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy "Owners read their subscriptions" on public.subscriptions is 'A user sees the subscriptions bound to them, and nobody else''s.';

create table billing.customers (
  customer_id text primary key,
  user_id uuid unique references auth.users (id) on delete set null,
  created_at timestamptz not null default now()
);
comment on table billing.customers is 'Which Stripe customer is which user, unique both ways. Never matched by e-mail address.';
alter table billing.customers enable row level security;
