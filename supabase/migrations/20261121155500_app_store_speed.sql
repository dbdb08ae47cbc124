-- What runs for each event, without what it can do without. In PL/pgSQL: the plans of SQL functions are made anew each time.
create or replace function billing.minor_units(milliunits bigint, currency text)
returns integer language plpgsql immutable set search_path = '' as $$
begin
  return (case
    when currency in ('bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'ugx', 'vnd', 'vuv', 'xaf', 'xof', 'xpf')
      then milliunits / 1000
    when currency in ('bhd', 'iqd', 'jod', 'kwd', 'lyd', 'omr', 'tnd') then milliunits
    else milliunits / 10 end)::integer;
end
$$;

-- Derives once, and writes only what changes: each row that is written is derived again by its guard, twice by an upsert.
create or replace function billing.rewrite_entitlements(for_user uuid)
returns void language plpgsql security definer set search_path = '' as $$
declare
  derived public.entitlements[];
begin
  -- A user who is being deleted gets no new rows; the old ones go by cascade.
  if for_user is null or not exists (select from auth.users where users.id = for_user) then return; end if;
  derived := array(select rights from billing.derived_entitlements(for_user) as rights);
  update public.entitlements as stored set
    store = rights.store, plan_id = rights.plan_id, status = rights.status, period_type = rights.period_type,
    will_renew = rights.will_renew, starts_at = rights.starts_at, expires_at = rights.expires_at,
    access_ends_at = rights.access_ends_at, environment = rights.environment, updated_at = rights.updated_at
  from unnest(derived) as rights
  where stored.user_id = for_user and stored.entitlement = rights.entitlement
    and to_jsonb(stored) - 'updated_at' is distinct from to_jsonb(rights) - 'updated_at';
  insert into public.entitlements
  select rights.* from unnest(derived) as rights
  where not exists (
    select from public.entitlements as stored
    where stored.user_id = for_user and stored.entitlement = rights.entitlement);
  delete from public.entitlements as stored
  where stored.user_id = for_user
    and not exists (select from unnest(derived) as rights where rights.entitlement = stored.entitlement);
end
$$;

revoke execute on all functions in schema billing from public;
