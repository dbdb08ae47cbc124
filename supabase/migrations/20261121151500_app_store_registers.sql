-- As before, and the Apple Account of the renewal.
create or replace function billing.merge_app_store_facts(facts jsonb)
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
      renews_at, app_account_token, app_transaction_id, signed_at, fact)
  select r.original_transaction_id, r.environment, r.auto_renew_product_id, r.will_renew, r.is_in_billing_retry,
    r.grace_period_ends_at, r.renews_at, r.app_account_token, r.app_transaction_id, r.signed_at, facts -> 'renewal'
  from jsonb_to_record(coalesce(nullif(facts -> 'renewal', 'null'), '{}')) as r (
    original_transaction_id text, environment text, auto_renew_product_id text, will_renew boolean,
    is_in_billing_retry boolean, grace_period_ends_at timestamptz, renews_at timestamptz, app_account_token uuid,
    app_transaction_id text, signed_at timestamptz)
  where r.original_transaction_id is not null
  on conflict (original_transaction_id, environment) do update set
    auto_renew_product_id = excluded.auto_renew_product_id, will_renew = excluded.will_renew,
    is_in_billing_retry = excluded.is_in_billing_retry, grace_period_ends_at = excluded.grace_period_ends_at,
    renews_at = excluded.renews_at, app_account_token = excluded.app_account_token,
    app_transaction_id = excluded.app_transaction_id, signed_at = excluded.signed_at, fact = excluded.fact
  where (excluded.signed_at, excluded.fact) > (stored.signed_at, stored.fact);
end
$$;

-- Locks are taken in one order everywhere: event, Apple Account, original transaction, entitlements. The account is shared by
-- its purchases and held alone by a withdrawal of consent, which concerns them all.
create function billing.lock_app_store_account(account text, is_alone boolean)
returns void language plpgsql set search_path = '' as $$
begin
  if account is null then return; end if;
  if is_alone then
    perform pg_advisory_xact_lock(hashtextextended('app_store_account:' || account, 0));
  else
    perform pg_advisory_xact_lock_shared(hashtextextended('app_store_account:' || account, 0));
  end if;
end
$$;
comment on function billing.lock_app_store_account is 'A purchase that is written and a consent that is withdrawn in the same moment: the later one sees the earlier one.';

-- Before the facts are merged: their rows are written in the order in which the locks are held.
create function billing.lock_app_store_originals(originals text[])
returns void language plpgsql set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('app_store:' || sorted.id, 0))
  from (select distinct unnest(originals) as id order by id) as sorted;
end
$$;
comment on function billing.lock_app_store_originals is 'What is told of one purchase is written one after the other.';

create function billing.app_store_account_of(facts jsonb)
returns text language plpgsql immutable set search_path = '' as $$
begin
  return coalesce(facts #>> '{transaction,app_transaction_id}', facts #>> '{renewal,app_transaction_id}');
end
$$;
comment on function billing.app_store_account_of is 'The Apple Account that facts speak of; null where Apple does not say.';

create function billing.app_store_rescinded_at(original text, in_environment text)
returns timestamptz language plpgsql stable set search_path = '' as $$
begin
  return (
    select max(consents.rescinded_at) from billing.app_store_consents as consents
    where consents.environment = in_environment
      and (consents.restored_at is null or consents.as_of > consents.restored_at)
      and consents.app_transaction_id in (
        select app_transaction_id from billing.app_store_transactions
        where original_transaction_id = original and environment = in_environment
        union all select app_transaction_id from billing.app_store_renewals
        where original_transaction_id = original and environment = in_environment));
end
$$;
comment on function billing.app_store_rescinded_at is 'Since when a parent''s consent is missing for the Apple Account of a purchase; null while it is not.';

-- Whom the purchase belongs to: the newest of what names an owner, a token that Apple signed or the claim of a signed-in user.
-- Never what the row says already: then the order in which two tokens arrive would decide.
create function billing.app_store_owner(original text, in_environment text)
returns uuid language plpgsql stable set search_path = '' as $$
declare
  claim billing.app_store_claims;
begin
  select * into claim from billing.app_store_claims
  where original_transaction_id = original and environment = in_environment;
  return (
    select users.id
    from (
      select tokens.app_account_token as user_id, tokens.named_at, 1 as weight
      from (
        select app_account_token, purchased_at, fact ->> 'transaction_reason' as reason,
          -- Only the newest period can be given another token. What is signed again of an older one, as when it is refunded,
          -- still names whom it named on its day.
          case when purchased_at = max(purchased_at) over () then signed_at else purchased_at end as named_at
        from billing.app_store_transactions
        where original_transaction_id = original and environment = in_environment
      ) as tokens
      where tokens.app_account_token is not null
        and (claim.user_id is null or tokens.app_account_token <> all (claim.known_tokens)
          or tokens.purchased_at > claim.claimed_at and tokens.reason is distinct from 'RENEWAL')
      union all
      select app_account_token, signed_at, 1 from billing.app_store_renewals
      where original_transaction_id = original and environment = in_environment and app_account_token is not null
        and (claim.user_id is null or app_account_token <> all (claim.known_tokens))
      union all
      select claim.user_id, claim.claimed_at, 2 where claim.user_id is not null
    ) as named
    join auth.users on users.id = named.user_id
    order by named.named_at desc, named.weight desc, users.id
    limit 1);
end
$$;
comment on function billing.app_store_owner is 'The owner of an App Store purchase, as the newest token or claim names them; null while nobody does.';

create function billing.app_store_token(original text, in_environment text)
returns uuid language plpgsql stable set search_path = '' as $$
begin
  return (
    select app_account_token
    from (
      (
        select app_account_token, signed_at from billing.app_store_transactions
        where original_transaction_id = original and environment = in_environment
        order by purchased_at desc, signed_at desc, transaction_id desc limit 1
      )
      union all
      select app_account_token, signed_at from billing.app_store_renewals
      where original_transaction_id = original and environment = in_environment
    ) as tokens
    where app_account_token is not null
    order by signed_at desc limit 1);
end
$$;
comment on function billing.app_store_token is 'The token that Apple has for a purchase, as far as we have heard; null for none.';

revoke execute on all functions in schema billing from public;
