alter table public.subscriptions
  add period_starts_at timestamptz,
  add payment_method_id text,
  add pending_plan_id text references public.plans (id),
  add discount_percent numeric check (discount_percent between 0 and 100),
  add discount_amount integer check (discount_amount >= 0),
  add discount_ends_at timestamptz,
  add payment_fault text check (payment_fault in ('refunded', 'disputed', 'dispute_lost'));
comment on column public.subscriptions.period_starts_at is 'Beginning of the billing cycle that runs.';
comment on column public.subscriptions.payment_method_id is 'Stripe''s id of the card it is charged to; null: the customer''s default.';
comment on column public.subscriptions.pending_plan_id is 'An upgrade that waits for its payment: the old plan stays until then.';
comment on column public.subscriptions.discount_percent is 'Taken off the price by a promotion code, in percent; or discount_amount, in minor units.';
comment on column public.subscriptions.discount_ends_at is 'Invoices from then on are without the discount; null: none ends it.';
comment on column public.subscriptions.payment_fault is 'What is wrong with the money that paid it. Derived by a trigger, never reported by a store.';
create index subscriptions_pending_plan_id_idx on public.subscriptions (pending_plan_id) where pending_plan_id is not null;

update public.plans
set trial_days = 7,
  description = 'Every standard and premium lesson, on the web and on your iPhone.'
where id = 'premium';

alter table billing.settings
  add web_checkout text not null default 'elements' check (web_checkout in ('elements', 'hosted')),
  add downgrade_takes_effect text not null default 'now' check (downgrade_takes_effect in ('now', 'period_end')),
  add automatic_tax boolean not null default false,
  add promotion_codes boolean not null default true;
comment on column billing.settings.web_checkout is 'Where the web takes a payment: in a form on our page, or on Stripe''s hosted page.';
comment on column billing.settings.downgrade_takes_effect is 'Whether a downgrade is made now and credited, or at the end of the period.';
comment on column billing.settings.automatic_tax is 'Whether Stripe Tax computes the tax of a purchase.';
comment on column billing.settings.promotion_codes is 'Whether a buyer may use a promotion code.';

create table public.extras (
  id text primary key check (id ~ '^[a-z][a-z0-9_]*$'),
  name text not null,
  description text not null,
  amount integer not null check (amount > 0),
  currency text not null check (currency ~ '^[a-z]{3}$'),
  entitlements text[] not null check (cardinality(entitlements) > 0)
);
comment on table public.extras is 'What can be bought once, for good, and the entitlements it gives. Changed by migrations only.';
comment on column public.extras.amount is 'Price in minor units of the currency (2900 = S$29.00).';
alter table public.extras enable row level security;
revoke all on public.extras from public, anon, authenticated, service_role;
grant select on public.extras to anon, authenticated, service_role;
create policy "Anyone may read the extras" on public.extras for select to anon, authenticated using (true);
comment on policy "Anyone may read the extras" on public.extras is 'The price list is public.';
insert into public.extras (id, name, description, amount, currency, entitlements) values
  ('workshop', 'The repair workshop', 'Every repair a tandem asks for, step by step. Bought once, yours for good.', 2900, 'sgd', '{workshop}');

create table public.payments (
  payment_intent_id text primary key,
  user_id uuid references auth.users (id) on delete set null,
  environment text not null check (environment in ('production', 'sandbox')),
  store_customer_id text,
  -- Null when the payment names something that is not in the catalogue: recorded, gives nothing.
  extra_id text references public.extras (id),
  amount integer not null,
  currency text not null,
  status text not null check (status in ('requires_payment_method', 'requires_confirmation', 'requires_action',
    'processing', 'requires_capture', 'succeeded', 'canceled')),
  card_brand text,
  card_last4 text,
  paid_at timestamptz,
  created_at timestamptz not null,
  payment_fault text check (payment_fault in ('refunded', 'disputed', 'dispute_lost')),
  as_of timestamptz not null
);
comment on table public.payments is 'One payment for an extra: one Stripe PaymentIntent. Succeeded and without fault, it gives its rights for good.';
comment on column public.payments.status is 'Stripe''s own word.';
comment on column public.payments.paid_at is 'The earliest moment at which Stripe called it succeeded.';
comment on column public.payments.payment_fault is 'Derived from charges and disputes.';
comment on column public.payments.as_of is 'Stripe''s clock for this state.';
create index payments_user_id_idx on public.payments (user_id);
create index payments_extra_id_idx on public.payments (extra_id);
create index payments_store_customer_id_idx on public.payments (store_customer_id);

create table public.invoices (
  invoice_id text primary key,
  user_id uuid references auth.users (id) on delete set null,
  environment text not null check (environment in ('production', 'sandbox')),
  store_customer_id text,
  store_subscription_id text,
  number text,
  status text not null check (status in ('draft', 'open', 'paid', 'uncollectible', 'void')),
  billing_reason text,
  amount_due integer not null,
  amount_paid integer not null,
  amount_remaining integer not null,
  currency text not null,
  created_at timestamptz not null,
  paid_at timestamptz,
  period_starts_at timestamptz,
  period_ends_at timestamptz,
  card_brand text,
  card_last4 text,
  hosted_url text,
  pdf_url text,
  attempt_count integer not null default 0,
  next_attempt_at timestamptz,
  needs text check (needs in ('payment_method', 'action')),
  payment_fault text check (payment_fault in ('refunded', 'disputed', 'dispute_lost')),
  as_of timestamptz not null
);
comment on table public.invoices is 'Stripe''s invoices as last heard, so that pages never ask Stripe.';
comment on column public.invoices.period_ends_at is 'End of the latest subscription period that it bills: says whether a refund concerns the period that runs.';
comment on column public.invoices.needs is 'What an open invoice waits for: another card, or 3-D Secure.';
comment on column public.invoices.card_brand is 'Of the charge that paid it.';
comment on column public.invoices.payment_fault is 'Derived from the charges and disputes of its payments.';
comment on column public.invoices.as_of is 'Stripe''s clock for this state.';
create index invoices_user_id_idx on public.invoices (user_id, created_at desc);
create index invoices_store_customer_id_idx on public.invoices (store_customer_id) where user_id is null;
-- Read for each event of a subscription: nearly always empty.
create index invoices_fault_idx on public.invoices (store_subscription_id) where payment_fault is not null;

create table public.payment_methods (
  payment_method_id text primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  environment text not null check (environment in ('production', 'sandbox')),
  brand text,
  last4 text,
  exp_month integer,
  exp_year integer,
  wallet text,
  created_at timestamptz not null,
  as_of timestamptz not null
);
comment on table public.payment_methods is 'The cards that are attached to a user''s Stripe customer; a detached one has no row.';
comment on column public.payment_methods.wallet is 'apple_pay, google_pay, link …; null for a card that was typed in.';
create index payment_methods_user_id_idx on public.payment_methods (user_id);

create table public.billing_accounts (
  user_id uuid primary key references auth.users (id) on delete cascade,
  environment text not null check (environment in ('production', 'sandbox')),
  balance integer not null,
  currency text,
  default_payment_method_id text,
  as_of timestamptz not null
);
comment on table public.billing_accounts is 'The user''s account at Stripe.';
comment on column public.billing_accounts.balance is 'Positive: credit of the user, minor units. Stripe''s own sign is the opposite.';

create table public.notices (
  id bigint generated always as identity primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  kind text not null check (kind in ('trial_ending', 'payment_failed', 'payment_action_required', 'renewal_upcoming',
    'subscription_ended', 'trial_refused')),
  store_subscription_id text,
  invoice_id text,
  happens_at timestamptz,
  created_at timestamptz not null default now(),
  unique nulls not distinct (user_id, kind, store_subscription_id, happens_at)
);
comment on table public.notices is 'What a user should know. Goes away when it is settled, or when its owner dismisses it.';
comment on column public.notices.happens_at is 'End of the trial, moment of the renewal, or of the failed payment.';
create index notices_subscription_idx on public.notices (store_subscription_id) where store_subscription_id is not null;
create index notices_invoice_idx on public.notices (invoice_id) where invoice_id is not null;

alter table public.payments enable row level security;
alter table public.invoices enable row level security;
alter table public.payment_methods enable row level security;
alter table public.billing_accounts enable row level security;
alter table public.notices enable row level security;
revoke all on public.payments, public.invoices, public.payment_methods, public.billing_accounts, public.notices
  from public, anon, authenticated, service_role;
grant select on public.payments, public.invoices, public.payment_methods, public.billing_accounts, public.notices
  to authenticated, service_role, tandem_operators;
grant select on public.extras to tandem_operators;
grant delete on public.notices to authenticated;

create policy "Owners read their payments" on public.payments for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy "Owners read their payments" on public.payments is 'A user sees their own payments.';
create policy "Owners read their invoices" on public.invoices for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy "Owners read their invoices" on public.invoices is 'A user sees their own invoices.';
create policy "Owners read their cards" on public.payment_methods for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy "Owners read their cards" on public.payment_methods is 'A user sees their own cards, never their fingerprints.';
create policy "Owners read their account" on public.billing_accounts for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy "Owners read their account" on public.billing_accounts is 'A user sees their own balance.';
create policy "Owners read their notices" on public.notices for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy "Owners read their notices" on public.notices is 'A user sees what concerns them.';
create policy "Owners dismiss their notices" on public.notices for delete to authenticated
  using (user_id = (select auth.uid()));
comment on policy "Owners dismiss their notices" on public.notices is 'What was read may go.';
