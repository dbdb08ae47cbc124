create table public.entitlements (
  user_id uuid not null references auth.users (id) on delete cascade,
  entitlement text not null,
  store text not null check (store in ('stripe', 'app_store', 'grant')),
  plan_id text references public.plans (id),
  status text not null check (status in ('active', 'in_grace_period', 'in_billing_retry', 'paused', 'expired', 'revoked')),
  period_type text not null check (period_type in ('trial', 'intro', 'normal')),
  will_renew boolean not null,
  starts_at timestamptz not null,
  expires_at timestamptz,
  access_ends_at timestamptz,
  environment text not null check (environment in ('production', 'sandbox')),
  updated_at timestamptz not null default now(),
  primary key (user_id, entitlement)
);
comment on table public.entitlements is 'What a user may use, derived from the subscriptions of all stores and from grants. A right is live while access_ends_at > now(). Nothing writes it but the derivation.';
comment on column public.entitlements.store is 'The best source of the right, and so the place where the user manages it.';
comment on column public.entitlements.expires_at is 'End of what is paid for, to be shown; null for a grant without end.';
comment on column public.entitlements.access_ends_at is 'Access while this is in the future, leeway and grace included; null when the store ended it; the last day of the year 9999 for a grant without end.';
create index entitlements_plan_id_idx on public.entitlements (plan_id);

alter table public.entitlements enable row level security;
revoke all on public.entitlements from public, anon, authenticated, service_role;
grant select on public.entitlements to authenticated, service_role;

create policy "Owners read their entitlements" on public.entitlements for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy "Owners read their entitlements" on public.entitlements is 'A user sees their own rights, and nobody else''s.';

-- The one access policy, for both stores. Null: this subscription gives no access, whatever the time.
-- In PL/pgSQL, as all that runs for each event: its plans are kept, those of SQL functions are made anew for each call.
create function billing.subscription_access_ends_at(subscription public.subscriptions)
returns timestamptz language plpgsql stable set search_path = '' as $$
declare
  policy billing.settings;
begin
  select * into policy from billing.settings;
  return case
    when subscription.environment = 'sandbox' and not (
      policy.sandbox_serves = 'anybody'
      or policy.sandbox_serves = 'testers' and exists (
        select from auth.users
        where users.id = subscription.user_id and users.raw_app_meta_data ->> 'tester' = 'true')
    ) then null
    when subscription.ownership = 'family_shared' and not policy.family_sharing_serves then null
    -- Leeway is for a renewal that we may not have heard of yet: what will not renew ends on the minute.
    when subscription.status = 'active' and subscription.will_renew then subscription.expires_at
      + case subscription.store when 'stripe' then policy.stripe_leeway else policy.app_store_leeway end
    when subscription.status = 'active' then subscription.expires_at
    when subscription.status = 'in_grace_period' and subscription.store = 'stripe'
      then subscription.expires_at + policy.stripe_past_due_grace
    when subscription.status = 'in_grace_period' then subscription.grace_period_ends_at
  end;
end
$$;
comment on function billing.subscription_access_ends_at is 'Until when a subscription gives access; null when it gives none. The only place where this is decided.';

-- Everything that gives, or gave, a user a right: one row per source and right.
create function billing.access_sources(for_user uuid)
returns table (
  source_id text, entitlement text, store text, plan_id text, status text, period_type text, will_renew boolean,
  starts_at timestamptz, expires_at timestamptz, access_starts_at timestamptz, access_ends_at timestamptz,
  environment text, rank integer
) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  select subscriptions.store_subscription_id, rights.entitlement, subscriptions.store, subscriptions.plan_id,
    subscriptions.status, subscriptions.period_type, subscriptions.will_renew, subscriptions.started_at,
    -- A store says that something is paid when it is: access does not wait for a clock that may be behind the store's.
    subscriptions.expires_at, '-infinity'::timestamptz, billing.subscription_access_ends_at(subscriptions),
    subscriptions.environment, plans.rank
  from public.subscriptions
  join public.plans on plans.id = subscriptions.plan_id
  cross join lateral unnest(plans.entitlements) as rights (entitlement)
  -- What never started (first payment missing, or given up) is no former right either.
  where subscriptions.user_id = for_user and subscriptions.status <> 'incomplete'
    and subscriptions.expires_at > subscriptions.started_at
  union all
  select grants.id::text, grants.entitlement, 'grant', null, 'active', 'normal', false, grants.starts_at, grants.ends_at,
    -- Not 'infinity': a client could not parse it as a date.
    grants.starts_at, coalesce(grants.ends_at, '9999-12-31 00:00:00+00'), 'production', 0
  from billing.grants
  where grants.user_id = for_user;
end
$$;
comment on function billing.access_sources is 'All sources of a user''s rights, live or not: subscriptions at both stores and grants.';

-- Of each right the best source: the one that lasts longest.
create function billing.derived_entitlements(for_user uuid)
returns setof public.entitlements language plpgsql stable set search_path = '' as $$
begin
  return query
  select distinct on (entitlement) for_user, entitlement, store, plan_id, status, period_type, will_renew, starts_at,
    expires_at, access_ends_at, environment, now()
  from billing.access_sources(for_user)
  where access_starts_at <= now()
  -- By what the stores say, never by when we heard it: the order of arrival must not choose between two that have ended.
  order by entitlement, access_ends_at desc nulls last, expires_at desc nulls last, rank desc, starts_at desc, source_id;
end
$$;
comment on function billing.derived_entitlements is 'What public.entitlements must hold for a user, from subscriptions and grants alone.';

create function billing.access_at(for_user uuid, of_entitlement text, moment timestamptz)
returns boolean language sql stable security definer set search_path = '' as $$
  select exists (
    select from billing.access_sources(for_user)
    where entitlement = of_entitlement and access_starts_at <= moment and access_ends_at > moment)
$$;
comment on function billing.access_at is 'Whether what is known today gives a user a right at a moment, past or future.';

create function billing.rewrite_entitlements(for_user uuid)
returns void language plpgsql security definer set search_path = '' as $$
begin
  -- A user who is being deleted gets no new rows; the old ones go by cascade.
  if for_user is null or not exists (select from auth.users where users.id = for_user) then return; end if;
  insert into public.entitlements as stored
  select derived.* from billing.derived_entitlements(for_user) as derived
  on conflict (user_id, entitlement) do update set
    store = excluded.store, plan_id = excluded.plan_id, status = excluded.status, period_type = excluded.period_type,
    will_renew = excluded.will_renew, starts_at = excluded.starts_at, expires_at = excluded.expires_at,
    access_ends_at = excluded.access_ends_at, environment = excluded.environment, updated_at = excluded.updated_at
  where to_jsonb(stored) - 'updated_at' is distinct from to_jsonb(excluded) - 'updated_at';
  delete from public.entitlements as stored
  where stored.user_id = for_user
    and not exists (
      select from billing.derived_entitlements(for_user) as derived where derived.entitlement = stored.entitlement);
end
$$;
comment on function billing.rewrite_entitlements is 'Writes what derived_entitlements yields. Only for who holds the lock.';

create function billing.derive_entitlements(for_user uuid)
returns void language plpgsql security definer set search_path = '' as $$
begin
  -- Two stores may report about one user in the same moment: the later derivation must see the earlier one's row. Shared
  -- with everybody but a change of policy, which derives all users and has no room for a lock of each.
  perform pg_advisory_xact_lock_shared(hashtextextended('entitlements', 0));
  perform pg_advisory_xact_lock(hashtextextended('entitlements:' || for_user, 0));
  perform billing.rewrite_entitlements(for_user);
end
$$;
comment on function billing.derive_entitlements is 'Brings a user''s entitlements in line with subscriptions and grants. Takes no facts: nobody can grant by calling it.';

-- Refuses every write that is not what the derivation yields, from whomever it comes: a flag could be forged, this cannot.
create function billing.guard_entitlements()
returns trigger language plpgsql security definer set search_path = '' as $$
declare
  is_derived boolean;
begin
  if tg_op = 'TRUNCATE' then
    is_derived := false;
  elsif tg_op = 'DELETE' then
    is_derived := not exists (select from auth.users where users.id = old.user_id)
      or not exists (
        select from billing.derived_entitlements(old.user_id) as derived where derived.entitlement = old.entitlement);
  else
    is_derived := exists (
      select from billing.derived_entitlements(new.user_id) as derived
      where to_jsonb(derived) - 'updated_at' = to_jsonb(new) - 'updated_at');
  end if;
  if not is_derived then
    raise exception 'public.entitlements is derived and cannot be written directly'
      using errcode = 'insufficient_privilege',
        hint = 'Give access with a row in billing.grants; subscriptions come from the stores.';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
comment on function billing.guard_entitlements is 'Trigger: lets only what the derivation yields into or out of public.entitlements.';

create trigger guard_entitlements before insert or update or delete on public.entitlements
  for each row execute function billing.guard_entitlements();
create trigger guard_entitlements_truncate before truncate on public.entitlements
  for each statement execute function billing.guard_entitlements();

create function billing.derive_after_grant()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op <> 'INSERT' then perform billing.derive_entitlements(old.user_id); end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.user_id <> old.user_id) then
    perform billing.derive_entitlements(new.user_id);
  end if;
  return null;
end
$$;
comment on function billing.derive_after_grant is 'Trigger: a grant counts from the transaction that wrote it.';
create trigger derive_after_grant after insert or update or delete on billing.grants
  for each row execute function billing.derive_after_grant();

create function billing.derive_after_subscription()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  -- In the order of their ids, so that two transfers in opposite directions cannot wait for each other.
  if tg_op <> 'INSERT' and old.user_id is distinct from new.user_id then
    perform billing.derive_entitlements(least(old.user_id, new.user_id));
    perform billing.derive_entitlements(greatest(old.user_id, new.user_id));
  else
    perform billing.derive_entitlements(new.user_id);
  end if;
  return null;
end
$$;
comment on function billing.derive_after_subscription is 'Trigger: entitlements follow a subscription in the same transaction, whoever changed it.';
create trigger derive_after_subscription after insert or update on public.subscriptions
  for each row execute function billing.derive_after_subscription();
create function billing.derive_after_subscription_delete()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform billing.derive_entitlements(old.user_id);
  return null;
end
$$;
comment on function billing.derive_after_subscription_delete is 'Trigger: a subscription that is gone gives nothing.';
create trigger derive_after_subscription_delete after delete on public.subscriptions
  for each row execute function billing.derive_after_subscription_delete();

create function public.has_entitlement(entitlement text)
returns boolean language sql stable security invoker set search_path = '' as $$
  select exists (
    select from public.entitlements
    where entitlements.user_id = (select auth.uid())
      and entitlements.entitlement = has_entitlement.entitlement
      and entitlements.access_ends_at > now())
$$;
comment on function public.has_entitlement is 'Whether the signed-in user has a right now. In a policy write `(select public.has_entitlement(''premium''))`: asked once per statement, not per row.';
revoke execute on function public.has_entitlement from public, anon, service_role;
grant execute on function public.has_entitlement to authenticated;


revoke execute on all functions in schema billing from public, anon, authenticated, service_role;
