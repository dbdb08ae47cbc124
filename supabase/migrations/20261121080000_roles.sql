-- The role that edge functions take inside each transaction (`set local role`): it may execute the functions made for it
-- and can touch no table, so a fault in a function cannot write what the database has not derived.
-- Roles belong to the cluster, not to the database: `supabase db reset` finds it there already.
do $$ begin
  if not exists (select from pg_roles where rolname = 'tandem_functions') then
    create role tandem_functions nologin noinherit;
  end if;
end $$;
comment on role tandem_functions is 'Taken by the edge functions in each transaction. May execute the billing functions granted to it, nothing else.';

-- Staff: reads everything in billing, sets the policy, gives grants. It cannot write what is derived or what a store said.
do $$ begin
  if not exists (select from pg_roles where rolname = 'tandem_operators') then
    create role tandem_operators nologin noinherit bypassrls;
  end if;
end $$;
comment on role tandem_operators is 'Taken by staff (`set role tandem_operators`): reads billing, changes settings and grants. Cannot write subscriptions or entitlements.';
grant tandem_operators to postgres;

-- Hosted projects connect functions as postgres, which is no superuser there and needs the membership to lower itself.
grant tandem_functions to postgres;

create schema billing;
comment on schema billing is 'What no client may see: the inbox, the facts of the stores, settings, and the rules that decide access. Not exposed by the API.';

revoke all on schema billing from public;
grant usage on schema billing to tandem_functions, tandem_operators;
