-- The definitions that hosted projects have. Those of @supabase/lite ignore `request.jwt.claims`, which PostgREST, the
-- tests and the edge functions set; lite writes its own at every start, so these run after it.
create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;

create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )
$$;

create or replace function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
  )
$$;

create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

grant execute on function auth.uid(), auth.role(), auth.email(), auth.jwt() to anon, authenticated, service_role;

-- lite writes its jsonb columns as text within JSON, so that `identity_data ->> 'email'`, and the generated column `email` made
-- of it, find nothing: an identity's own address would never lead to its user. Here they are objects, as on hosted projects.
create or replace function auth.unwrap_json() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'identities' then
    if jsonb_typeof(new.identity_data) = 'string' then new.identity_data := (new.identity_data #>> '{}')::jsonb; end if;
  else
    if jsonb_typeof(new.raw_app_meta_data) = 'string' then
      new.raw_app_meta_data := (new.raw_app_meta_data #>> '{}')::jsonb;
    end if;
    if jsonb_typeof(new.raw_user_meta_data) = 'string' then
      new.raw_user_meta_data := (new.raw_user_meta_data #>> '{}')::jsonb;
    end if;
  end if;
  return new;
end
$$;

create or replace trigger unwrap_json before insert or update on auth.identities
  for each row execute function auth.unwrap_json();
create or replace trigger unwrap_json before insert or update on auth.users
  for each row execute function auth.unwrap_json();

-- Rows of a stack that ran before.
update auth.identities set id = id where jsonb_typeof(identity_data) = 'string';
update auth.users set id = id
  where jsonb_typeof(raw_app_meta_data) = 'string' or jsonb_typeof(raw_user_meta_data) = 'string';
