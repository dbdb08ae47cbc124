create table billing.app_store_transactions (
  transaction_id text not null,
  environment text not null check (environment in ('production', 'sandbox')),
  original_transaction_id text not null,
  product_id text not null,
  purchased_at timestamptz not null,
  -- Null for a purchase that is no subscription.
  expires_at timestamptz,
  revoked_at timestamptz,
  is_upgraded boolean not null,
  app_account_token uuid,
  app_transaction_id text,
  signed_at timestamptz not null,
  fact jsonb not null,
  primary key (transaction_id, environment)
);
comment on table billing.app_store_transactions is 'What Apple signed about each transaction: a register in which the newest signedDate wins.';
comment on column billing.app_store_transactions.expires_at is 'Null for a purchase that is no subscription.';
comment on column billing.app_store_transactions.fact is 'All fields of the transaction that we keep, as verified.';
create index app_store_transactions_original_idx
  on billing.app_store_transactions (original_transaction_id, environment, purchased_at);
alter table billing.app_store_transactions enable row level security;

create table billing.app_store_renewals (
  original_transaction_id text not null,
  environment text not null check (environment in ('production', 'sandbox')),
  auto_renew_product_id text,
  will_renew boolean not null,
  is_in_billing_retry boolean,
  grace_period_ends_at timestamptz,
  renews_at timestamptz,
  app_account_token uuid,
  signed_at timestamptz not null,
  fact jsonb not null,
  primary key (original_transaction_id, environment)
);
comment on table billing.app_store_renewals is 'What Apple signed about the renewal of each subscription: a register in which the newest signedDate wins.';
comment on column billing.app_store_renewals.renews_at is 'Apple''s renewalDate: end of the most recent purchase, an extension included.';
comment on column billing.app_store_renewals.fact is 'All fields of the renewal info that we keep, as verified.';
alter table billing.app_store_renewals enable row level security;

create table billing.app_store_claims (
  original_transaction_id text not null,
  environment text not null check (environment in ('production', 'sandbox')),
  user_id uuid not null references auth.users (id) on delete cascade,
  claimed_at timestamptz not null,
  primary key (original_transaction_id, environment)
);
comment on table billing.app_store_claims is 'Which signed-in user handed in a purchase that Apple bound to nobody, or that its former owner no longer uses. The newest of claim and appAccountToken owns it.';
comment on column billing.app_store_claims.claimed_at is 'By the store''s clock where that is ahead of ours, so that a claim is later than the facts it was made on.';
create index app_store_claims_user_id_idx on billing.app_store_claims (user_id);
alter table billing.app_store_claims enable row level security;

-- Merging is a maximum over (signed_at, content): any order and any repetition of facts ends in the same rows.
create function billing.merge_app_store_facts(facts jsonb)
returns void language plpgsql set search_path = '' as $$
begin
  insert into billing.app_store_transactions as stored
    (transaction_id, environment, original_transaction_id, product_id, purchased_at, expires_at, revoked_at, is_upgraded,
      app_account_token, app_transaction_id, signed_at, fact)
  select t.transaction_id, t.environment, t.original_transaction_id, t.product_id, t.purchased_at, t.expires_at,
    t.revoked_at, coalesce(t.is_upgraded, false), t.app_account_token, t.app_transaction_id, t.signed_at,
    facts -> 'transaction'
  from jsonb_to_record(coalesce(nullif(facts -> 'transaction', 'null'), '{}')) as t (
    transaction_id text, environment text, original_transaction_id text, product_id text, purchased_at timestamptz,
    expires_at timestamptz, revoked_at timestamptz, is_upgraded boolean, app_account_token uuid, app_transaction_id text,
    signed_at timestamptz)
  where t.transaction_id is not null
  on conflict (transaction_id, environment) do update set
    original_transaction_id = excluded.original_transaction_id, product_id = excluded.product_id,
    purchased_at = excluded.purchased_at, expires_at = excluded.expires_at, revoked_at = excluded.revoked_at,
    is_upgraded = excluded.is_upgraded, app_account_token = excluded.app_account_token,
    app_transaction_id = excluded.app_transaction_id, signed_at = excluded.signed_at, fact = excluded.fact
  where (excluded.signed_at, excluded.fact) > (stored.signed_at, stored.fact);

  insert into billing.app_store_renewals as stored
    (original_transaction_id, environment, auto_renew_product_id, will_renew, is_in_billing_retry, grace_period_ends_at,
      renews_at, app_account_token, signed_at, fact)
  select r.original_transaction_id, r.environment, r.auto_renew_product_id, r.will_renew, r.is_in_billing_retry,
    r.grace_period_ends_at, r.renews_at, r.app_account_token, r.signed_at, facts -> 'renewal'
  from jsonb_to_record(coalesce(nullif(facts -> 'renewal', 'null'), '{}')) as r (
    original_transaction_id text, environment text, auto_renew_product_id text, will_renew boolean,
    is_in_billing_retry boolean, grace_period_ends_at timestamptz, renews_at timestamptz, app_account_token uuid,
    signed_at timestamptz)
  where r.original_transaction_id is not null
  on conflict (original_transaction_id, environment) do update set
    auto_renew_product_id = excluded.auto_renew_product_id, will_renew = excluded.will_renew,
    is_in_billing_retry = excluded.is_in_billing_retry, grace_period_ends_at = excluded.grace_period_ends_at,
    renews_at = excluded.renews_at, app_account_token = excluded.app_account_token, signed_at = excluded.signed_at,
    fact = excluded.fact
  where (excluded.signed_at, excluded.fact) > (stored.signed_at, stored.fact);
end
$$;
comment on function billing.merge_app_store_facts is 'Merges one signed transaction and one signed renewal info into their registers.';

create function billing.minor_units(milliunits bigint, currency text)
returns integer language sql immutable set search_path = '' as $$
  select (case
    when currency in ('bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'ugx', 'vnd', 'vuv', 'xaf', 'xof', 'xpf')
      then milliunits / 1000
    when currency in ('bhd', 'iqd', 'jod', 'kwd', 'lyd', 'omr', 'tnd') then milliunits
    else milliunits / 10 end)::integer
$$;
comment on function billing.minor_units is 'Apple''s price (thousandths of the unit) in minor units of the currency.';
