create table billing.identity_pepper (
  only_row boolean primary key default true check (only_row),
  pepper text not null default gen_random_uuid()::text || gen_random_uuid()::text
);
comment on table billing.identity_pepper is 'Secret of this database that goes into identity hashes, so that nobody can try addresses against them elsewhere. Never changed: old hashes would match nothing.';
alter table billing.identity_pepper enable row level security;
insert into billing.identity_pepper default values;

create function billing.identity_hash(kind text, identity text)
returns text language sql stable set search_path = '' as $$
  select encode(sha256(convert_to(pepper || ':' || kind || ':' || lower(identity), 'utf8')), 'hex')
  from billing.identity_pepper
  where identity is not null
$$;
comment on function billing.identity_hash is 'What stays of an e-mail address, card or Apple account after the person has gone; null for null.';

create table billing.trials (
  store text not null check (store in ('stripe', 'app_store')),
  store_subscription_id text not null,
  environment text not null check (environment in ('production', 'sandbox')),
  user_id uuid references auth.users (id) on delete set null,
  email_hash text,
  card_hash text,
  apple_account_hash text,
  used_at timestamptz not null,
  primary key (store, store_subscription_id)
);
comment on table billing.trials is 'A free trial that was used. Survives the account as hashes, so that a new account is no new trial.';
comment on column billing.trials.email_hash is 'Hash of the address that the account had.';
comment on column billing.trials.card_hash is 'Hash of Stripe''s card fingerprint.';
comment on column billing.trials.apple_account_hash is 'Hash of appTransactionId, which is stable per Apple account and app.';
create index trials_user_id_idx on billing.trials (user_id) where user_id is not null;
create index trials_email_hash_idx on billing.trials (email_hash) where email_hash is not null;
create index trials_card_hash_idx on billing.trials (card_hash) where card_hash is not null;
create index trials_apple_account_hash_idx on billing.trials (apple_account_hash) where apple_account_hash is not null;
alter table billing.trials enable row level security;

create function billing.record_trial()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into billing.trials as stored
    (store, store_subscription_id, environment, user_id, email_hash, apple_account_hash, used_at)
  values (
    new.store, new.store_subscription_id, new.environment, new.user_id,
    billing.identity_hash('email', (select users.email::text from auth.users where users.id = new.user_id)),
    billing.identity_hash('apple', (
      select max(app_transaction_id) from billing.app_store_transactions
      where new.store = 'app_store' and original_transaction_id = new.store_subscription_id
        and environment = new.environment)),
    new.started_at)
  -- Somebody may claim the purchase later, and Apple may name its account later: what is known stays.
  on conflict (store, store_subscription_id) do update set
    user_id = coalesce(excluded.user_id, stored.user_id),
    email_hash = coalesce(excluded.email_hash, stored.email_hash),
    apple_account_hash = coalesce(excluded.apple_account_hash, stored.apple_account_hash);
  return null;
end
$$;
comment on function billing.record_trial is 'Trigger: a trial is used from the moment that a store reports it as begun.';
create trigger record_trial after insert or update on public.subscriptions
  for each row when (new.period_type = 'trial' and new.status <> 'incomplete') execute function billing.record_trial();

create function billing.record_trial_card(at_store_subscription_id text, fingerprint text)
returns boolean language sql security definer set search_path = '' as $$
  with noted as (
    update billing.trials set card_hash = billing.identity_hash('card', fingerprint)
    where store = 'stripe' and store_subscription_id = at_store_subscription_id
    returning true)
  select exists (select from noted)
$$;
comment on function billing.record_trial_card is 'Notes the card of a Stripe trial by Stripe''s fingerprint, which is the same for the same card everywhere.';

-- Trials of a sandbox count only where a sandbox purchase serves somebody: a developer's test must not cost a person theirs.
create function billing.is_trial_allowed(person uuid, fingerprint text default null, apple_account text default null)
returns boolean language plpgsql stable security definer set search_path = '' as $$
declare
  used_email text := billing.identity_hash('email', (select users.email::text from auth.users where users.id = person));
  used_card text := billing.identity_hash('card', fingerprint);
  used_apple_account text := billing.identity_hash('apple', apple_account);
begin
  return not exists (
    select from billing.trials
    where (trials.user_id = person or trials.email_hash = used_email or trials.card_hash = used_card
        or trials.apple_account_hash = used_apple_account)
      and (trials.environment = 'production' or (select sandbox_serves from billing.settings) <> 'nobody'));
end
$$;
comment on function billing.is_trial_allowed is 'One trial per person across stores: not by this user, this address, this card, or this Apple account.';

revoke execute on all functions in schema billing from public, anon, authenticated, service_role;
grant execute on function billing.record_trial_card, billing.is_trial_allowed to tandem_functions;
