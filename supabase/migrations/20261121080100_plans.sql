create table public.plans (
  id text primary key check (id ~ '^[a-z][a-z0-9_]*$'),
  name text not null,
  description text not null,
  -- Higher is more: decides what is an upgrade, and which of two equally long rights is shown.
  rank integer not null unique,
  -- Minor units of the currency for one interval.
  amount integer not null check (amount >= 0),
  currency text not null check (currency ~ '^[a-z]{3}$'),
  interval text not null check (interval in ('month', 'year')),
  trial_days integer not null default 0 check (trial_days >= 0),
  entitlements text[] not null check (cardinality(entitlements) > 0),
  -- The product, not a price: a new price of the same product still gives the plan.
  stripe_product_id text not null unique,
  -- Finds the price that is sold today.
  stripe_lookup_key text not null unique,
  app_store_product_id text not null unique
);
comment on table public.plans is 'What can be bought, and the entitlements it gives. Changed by migrations only.';
comment on column public.plans.rank is 'Order of the plans: a higher rank is an upgrade.';
comment on column public.plans.amount is 'Price for one interval in minor units of the currency (990 = S$9.90).';
comment on column public.plans.currency is 'ISO 4217 code in lower case, as Stripe writes it.';
comment on column public.plans.entitlements is 'The rights that this plan gives, e.g. {standard,premium}.';
comment on column public.plans.stripe_product_id is 'Stripe product whose subscriptions give this plan, at whatever price.';
comment on column public.plans.stripe_lookup_key is 'Lookup key of the Stripe price that is sold today.';
comment on column public.plans.app_store_product_id is 'App Store Connect product id that gives this plan.';

alter table public.plans enable row level security;
revoke all on public.plans from public, anon, authenticated, service_role;
grant select on public.plans to anon, authenticated, service_role;

create policy "Anyone may read the plans" on public.plans for select to anon, authenticated using (true);
comment on policy "Anyone may read the plans" on public.plans is 'The price list is public.';

insert into public.plans
  (id, name, description, rank, amount, currency, interval, entitlements, stripe_product_id, stripe_lookup_key, app_store_product_id)
values
  ('standard', 'Standard', 'Every standard lesson, on the web and on your iPhone.', 1, 990, 'sgd', 'month',
    '{standard}', 'tandem_standard', 'tandem_standard_monthly', 'com.example.tandem.standard.monthly'),
  ('premium', 'Premium', 'All lessons, the premium ones included, on the web and on your iPhone.', 2, 1590, 'sgd', 'month',
    '{standard,premium}', 'tandem_premium', 'tandem_premium_monthly', 'com.example.tandem.premium.monthly');
