alter table public.extras add app_store_product_id text unique;
comment on column public.extras.app_store_product_id is 'App Store Connect product id (non-consumable) that gives this extra; null: sold on the web only.';
update public.extras set app_store_product_id = 'com.example.tandem.workshop' where id = 'workshop';

alter table public.subscriptions
  add offer_type text check (offer_type in ('introductory', 'promotional', 'offer_code', 'win_back')),
  add price_consent text check (price_consent in ('pending', 'accepted')),
  add renewal_price integer check (renewal_price >= 0);
comment on column public.subscriptions.offer_type is 'The App Store offer of the period that runs; null: none, or a kind that is new to us.';
comment on column public.subscriptions.price_consent is 'Whether the subscriber has agreed to a price increase that needs it. While pending it ends with the period.';
comment on column public.subscriptions.renewal_price is 'What the next renewal at the App Store costs, minor units of currency; null: not known.';

create table public.app_store_purchases (
  original_transaction_id text not null,
  environment text not null check (environment in ('production', 'sandbox')),
  -- Null while nobody has claimed it, and after its owner deleted the account.
  user_id uuid references auth.users (id) on delete set null,
  -- Null when the App Store sold a product that is no extra of ours: recorded, gives nothing.
  extra_id text references public.extras (id),
  store_product_id text not null,
  purchased_at timestamptz not null,
  price integer check (price >= 0),
  currency text check (currency ~ '^[a-z]{3}$'),
  ownership text not null default 'purchased' check (ownership in ('purchased', 'family_shared')),
  revoked_at timestamptz,
  as_of timestamptz not null,
  primary key (original_transaction_id, environment)
);
comment on table public.app_store_purchases is 'One non-consumable bought in the App Store. It gives its rights for good while it is not revoked. Derived from Apple''s signed facts, as subscriptions are.';
comment on column public.app_store_purchases.user_id is 'Owner; null while it is unclaimed, and after its owner deleted the account.';
comment on column public.app_store_purchases.extra_id is 'Found by the product; null when the product is no extra.';
comment on column public.app_store_purchases.price is 'Minor units of the currency.';
comment on column public.app_store_purchases.revoked_at is 'Refunded, no longer shared by the family, or without a parent''s consent since then.';
comment on column public.app_store_purchases.as_of is 'Apple''s clock for this state.';
create index app_store_purchases_user_id_idx on public.app_store_purchases (user_id);
create index app_store_purchases_extra_id_idx on public.app_store_purchases (extra_id);
alter table public.app_store_purchases enable row level security;
revoke all on public.app_store_purchases from public, anon, authenticated, service_role;
grant select on public.app_store_purchases to authenticated, service_role, tandem_operators;
create policy "Owners read their App Store purchases" on public.app_store_purchases for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy "Owners read their App Store purchases" on public.app_store_purchases is 'A user sees what is bound to them, and nobody else''s.';

alter table billing.settings
  add app_store_transfer text not null default 'if_inactive' check (app_store_transfer in ('if_inactive', 'always', 'never')),
  add refund_preference text check (refund_preference in ('DECLINE', 'GRANT_FULL', 'GRANT_PRORATED'));
comment on column billing.settings.app_store_transfer is 'Whether an App Store purchase of another user moves to who hands it in: only while the owner has no use of it, always, or never.';
comment on column billing.settings.refund_preference is 'What Apple is told that we would like when somebody asks for a refund; null: nothing.';

-- Trials and Apple Accounts are looked up per event.
alter table billing.app_store_transactions
  add is_trial boolean not null generated always as (
    coalesce(fact ->> 'offer_discount_type' = 'FREE_TRIAL' and fact ->> 'ownership' is distinct from 'family_shared', false)
  ) stored;
comment on column billing.app_store_transactions.is_trial is 'Whether its buyer had this period for nothing. A trial that the family shared is not the member''s own.';
create index app_store_transactions_trial_idx
  on billing.app_store_transactions (original_transaction_id, environment) where is_trial;
create index app_store_transactions_account_idx
  on billing.app_store_transactions (app_transaction_id, environment) where app_transaction_id is not null;
alter table billing.app_store_renewals add app_transaction_id text;
create index app_store_renewals_account_idx
  on billing.app_store_renewals (app_transaction_id, environment) where app_transaction_id is not null;
alter table billing.app_store_claims add known_tokens uuid[] not null default '{}';
comment on column billing.app_store_claims.known_tokens is 'The tokens that Apple had, or was being sent, when the claim was made. Signed once more they say nothing new; bought with again, they do.';

create table billing.app_store_consents (
  app_transaction_id text not null,
  environment text not null check (environment in ('production', 'sandbox')),
  rescinded_at timestamptz not null,
  as_of timestamptz not null,
  restored_at timestamptz,
  primary key (app_transaction_id, environment)
);
comment on table billing.app_store_consents is 'Apple Accounts of children whose parent withdrew the consent to use the app. What they bought before gives nothing.';
comment on column billing.app_store_consents.app_transaction_id is 'Apple''s id of one Apple Account in this app.';
comment on column billing.app_store_consents.as_of is 'Apple''s clock for it.';
comment on column billing.app_store_consents.restored_at is 'When an operator undid it. Only a withdrawal that is newer counts again.';
alter table billing.app_store_consents enable row level security;

create table billing.app_store_tasks (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('set_app_account_token', 'answer_refund_request', 'read_status')),
  environment text not null check (environment in ('production', 'sandbox')),
  original_transaction_id text not null,
  transaction_id text,
  user_id uuid references auth.users (id) on delete cascade,
  payload jsonb not null default '{}',
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error text,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  outcome text
);
comment on table billing.app_store_tasks is 'Work that is owed to Apple''s server: made in the transaction of the event that asks for it, done after that by whoever claims it.';
comment on column billing.app_store_tasks.user_id is 'Whose token Apple is to learn.';
comment on column billing.app_store_tasks.payload is 'What the task is about; times in it are of Apple''s clock.';
comment on column billing.app_store_tasks.next_attempt_at is 'Moved ahead by each claim, so that a worker that dies loses nothing.';
comment on column billing.app_store_tasks.outcome is 'How it ended: a word of the worker''s, or superseded, too_late, failed.';
create unique index app_store_tasks_open_idx on billing.app_store_tasks
  (original_transaction_id, environment, kind, coalesce(transaction_id, '')) where done_at is null;
create index app_store_tasks_due_idx on billing.app_store_tasks (next_attempt_at) where done_at is null;
create index app_store_tasks_original_idx on billing.app_store_tasks (original_transaction_id, environment);
create index app_store_tasks_user_id_idx on billing.app_store_tasks (user_id) where user_id is not null;
alter table billing.app_store_tasks enable row level security;

create table billing.app_store_checks (
  original_transaction_id text not null,
  environment text not null check (environment in ('production', 'sandbox')),
  checked_at timestamptz,
  next_check_at timestamptz,
  primary key (original_transaction_id, environment)
);
comment on table billing.app_store_checks is 'When each App Store subscription was last read from Apple, and when it is to be read again.';
comment on column billing.app_store_checks.checked_at is 'Null: never.';
comment on column billing.app_store_checks.next_check_at is 'Null: it is over, and only a new event brings it back.';
create index app_store_checks_due_idx on billing.app_store_checks (next_check_at) where next_check_at is not null;
alter table billing.app_store_checks enable row level security;
insert into billing.app_store_checks (original_transaction_id, environment, next_check_at)
select store_subscription_id, environment, now() from public.subscriptions
where store = 'app_store' and status in ('active', 'in_grace_period', 'in_billing_retry');

create table billing.reconciliation_state (name text primary key, value timestamptz not null);
comment on table billing.reconciliation_state is 'How far the reconciliation has come, by what it reads.';
alter table billing.reconciliation_state enable row level security;

create table billing.extra_attempts (
  user_id uuid not null references auth.users (id) on delete cascade,
  extra_id text not null references public.extras (id),
  store text not null check (store in ('stripe', 'app_store')),
  started_at timestamptz not null default now(),
  primary key (user_id, extra_id)
);
comment on table billing.extra_attempts is 'Extras that a user is about to pay at one store: meanwhile the other one does not sell the same.';
create index extra_attempts_extra_id_idx on billing.extra_attempts (extra_id);
alter table billing.extra_attempts enable row level security;

grant select on billing.app_store_consents, billing.app_store_tasks, billing.app_store_checks,
  billing.reconciliation_state, billing.extra_attempts to tandem_operators;
