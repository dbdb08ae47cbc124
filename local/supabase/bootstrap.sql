-- What a Supabase database has before the first migration. Runs at every start, so each statement may be repeated.
-- No default privileges in public: since October 2026 a new table is closed until a migration grants it.
do $$
begin
  if to_regrole('anon') is null then create role anon nologin noinherit; end if;
  if to_regrole('authenticated') is null then create role authenticated nologin noinherit; end if;
  if to_regrole('service_role') is null then create role service_role nologin noinherit bypassrls; end if;
  if to_regrole('authenticator') is null then create role authenticator login noinherit password 'postgres'; end if;
  if to_regrole('supabase_auth_admin') is null then
    create role supabase_auth_admin login noinherit createrole password 'postgres';
  end if;
end
$$;

grant anon, authenticated, service_role to authenticator;

create schema if not exists auth;
create schema if not exists extensions;
grant usage on schema public, auth, extensions to anon, authenticated, service_role;

create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;

-- Only the database: a migration must name its schemas, or say `extensions`, as on hosted projects.
do $$ begin execute format('alter database %I set search_path to "$user", public, extensions', current_database()); end $$;
