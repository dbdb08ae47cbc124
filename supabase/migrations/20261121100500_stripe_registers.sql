-- What Stripe says of money, object by object. Each is a register by Stripe's clock; what follows from them together is
-- derived, so that it does not matter which of them is heard of first.
create table billing.stripe_charges (
  charge_id text primary key,
  environment text not null check (environment in ('production', 'sandbox')),
  payment_intent_id text,
  amount integer not null,
  amount_refunded integer not null,
  is_refunded boolean not null,
  status text not null,
  card_brand text,
  card_last4 text,
  created_at timestamptz not null,
  as_of timestamptz not null
);
comment on table billing.stripe_charges is 'Stripe''s charges. A charge does not name its invoice: both name the payment intent.';
comment on column billing.stripe_charges.is_refunded is 'True only when all of it was given back.';
create index stripe_charges_payment_intent_idx on billing.stripe_charges (payment_intent_id);

create table billing.stripe_disputes (
  dispute_id text primary key,
  environment text not null check (environment in ('production', 'sandbox')),
  charge_id text not null,
  payment_intent_id text,
  status text not null,
  as_of timestamptz not null
);
comment on table billing.stripe_disputes is 'Disputes about charges.';
comment on column billing.stripe_disputes.payment_intent_id is 'As reported, or that of the charge.';
create index stripe_disputes_payment_intent_idx on billing.stripe_disputes (payment_intent_id);
create index stripe_disputes_charge_idx on billing.stripe_disputes (charge_id);

create table billing.stripe_invoice_payments (
  invoice_payment_id text primary key,
  environment text not null check (environment in ('production', 'sandbox')),
  invoice_id text not null,
  payment_intent_id text,
  status text not null,
  as_of timestamptz not null
);
comment on table billing.stripe_invoice_payments is 'Which payment intent pays which invoice: Stripe says it nowhere else.';
create index stripe_invoice_payments_invoice_idx on billing.stripe_invoice_payments (invoice_id);
create index stripe_invoice_payments_intent_idx on billing.stripe_invoice_payments (payment_intent_id);

create table billing.stripe_invoice_needs (
  invoice_id text primary key,
  needs text not null check (needs in ('payment_method', 'action')),
  asked_at timestamptz not null
);
comment on table billing.stripe_invoice_needs is 'What the newest failure event of an invoice asked for: the invoice itself does not say.';

create table billing.stripe_payment_methods (
  payment_method_id text primary key,
  environment text not null check (environment in ('production', 'sandbox')),
  -- Null: detached, which is for ever.
  store_customer_id text,
  brand text,
  last4 text,
  exp_month integer,
  exp_year integer,
  fingerprint text,
  wallet text,
  created_at timestamptz not null,
  as_of timestamptz not null
);
comment on table billing.stripe_payment_methods is 'Cards, attached or not, with their fingerprints. public.payment_methods shows the attached ones.';
comment on column billing.stripe_payment_methods.fingerprint is 'Same number, same fingerprint, within one Stripe account.';
create index stripe_payment_methods_customer_idx on billing.stripe_payment_methods (store_customer_id);

create table billing.stripe_customers (
  store_customer_id text primary key,
  environment text not null check (environment in ('production', 'sandbox')),
  user_id uuid references auth.users (id) on delete set null,
  balance integer not null,
  currency text,
  default_payment_method_id text,
  as_of timestamptz not null
);
comment on table billing.stripe_customers is 'Stripe''s customers as reported. public.billing_accounts shows that of each user.';
comment on column billing.stripe_customers.user_id is 'As its metadata says; billing.customers goes before it.';
comment on column billing.stripe_customers.balance is 'In Stripe''s sign: negative is credit.';
create index stripe_customers_user_id_idx on billing.stripe_customers (user_id);

alter table billing.customers
  add former_user_id uuid references auth.users (id) on delete set null,
  add is_deleted boolean not null default false;
comment on column billing.customers.former_user_id is 'Whose it was when it was deleted at Stripe: what is heard of it later still finds its owner.';
comment on column billing.customers.is_deleted is 'Deleted at Stripe. The id never comes back, and must never be linked again.';
create index customers_former_user_id_idx on billing.customers (former_user_id) where former_user_id is not null;

alter table billing.webhook_events add owes_effect boolean not null default false;
comment on column billing.webhook_events.owes_effect is 'Recorded, but something is still to be done at Stripe because of it.';

alter table billing.purchase_attempts
  add with_trial boolean not null default false,
  add promotion_code text,
  add setup_intent_id text,
  add checkout_session_id text,
  add refusal text check (refusal = 'trial_used');
comment on column billing.purchase_attempts.with_trial is 'Whether it begins with a trial: the card is confirmed first, then the subscription is made.';
comment on column billing.purchase_attempts.setup_intent_id is 'Confirms the card of a trial.';
comment on column billing.purchase_attempts.refusal is 'Why it cannot be finished: its card was used for a trial before.';
create unique index purchase_attempts_setup_intent_idx on billing.purchase_attempts (setup_intent_id);

create table billing.trial_card_claims (
  card_hash text primary key,
  attempt_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  claimed_at timestamptz not null default now()
);
comment on table billing.trial_card_claims is 'Which purchase attempt may make a trial with a card: between the confirmed card and the subscription, two could pass.';
create index trial_card_claims_user_id_idx on billing.trial_card_claims (user_id);

alter table billing.stripe_charges enable row level security;
alter table billing.stripe_disputes enable row level security;
alter table billing.stripe_invoice_payments enable row level security;
alter table billing.stripe_invoice_needs enable row level security;
alter table billing.stripe_payment_methods enable row level security;
alter table billing.stripe_customers enable row level security;
alter table billing.trial_card_claims enable row level security;
grant select on billing.stripe_charges, billing.stripe_disputes, billing.stripe_invoice_payments,
  billing.stripe_invoice_needs, billing.stripe_payment_methods, billing.stripe_customers, billing.trial_card_claims
  to tandem_operators;

create function billing.owner_of_customer(of_customer_id text)
returns uuid language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(customers.user_id, customers.former_user_id) from billing.customers
    where customers.customer_id = of_customer_id);
end
$$;
comment on function billing.owner_of_customer is 'The user of a Stripe customer by our own link, also after the customer was deleted.';

create function billing.is_environment_served(in_environment text, for_user uuid)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return in_environment = 'production' or (
    select sandbox_serves = 'anybody' or sandbox_serves = 'testers' and exists (
      select from auth.users
      where users.id = for_user and users.raw_app_meta_data ->> 'tester' = 'true')
    from billing.settings);
end
$$;
comment on function billing.is_environment_served is 'The sandbox policy: whether money of an environment gives a user access.';

revoke execute on all functions in schema billing from public;
