create function billing.own_sessions()
returns table (
  id uuid, created_at timestamptz, last_used_at timestamptz, user_agent text, ip text, is_current boolean
) language sql stable security definer set search_path = '' as $$
  select sessions.id, sessions.created_at,
    -- Auth writes it without a time zone, in UTC.
    greatest(sessions.created_at, sessions.refreshed_at at time zone 'utc') as last_used_at,
    sessions.user_agent, host(sessions.ip), sessions.id is not distinct from billing.own_session_id() as is_current
  from auth.sessions
  where sessions.user_id = (select auth.uid()) and (sessions.not_after is null or sessions.not_after > now())
  order by is_current desc, last_used_at desc, sessions.id
$$;
comment on function billing.own_sessions is 'Where the signed-in user is signed in.';

create function public.my_sessions()
returns table (
  id uuid, created_at timestamptz, last_used_at timestamptz, user_agent text, ip text, is_current boolean
) language sql stable security invoker set search_path = '' as $$
  select * from billing.own_sessions()
$$;
comment on function public.my_sessions is 'Where the signed-in user is signed in: this device first, then the one used last.';

create function billing.sign_out_own_session(session_id uuid)
returns void language plpgsql security definer set search_path = '' as $$
begin
  perform billing.require_fresh_sign_in();
  delete from auth.sessions
  where sessions.id = sign_out_own_session.session_id and sessions.user_id = (select auth.uid());
end
$$;
comment on function billing.sign_out_own_session is 'Ends one session of the signed-in user; somebody else''s stays, and nothing says that there is one.';

create function public.sign_out_session(session_id uuid)
returns void language sql volatile security invoker set search_path = '' as $$
  select billing.sign_out_own_session(sign_out_session.session_id)
$$;
comment on function public.sign_out_session is 'Signs one own device out: it cannot refresh its token any more, and the one that it has ends within the hour. Asks for a fresh sign-in.';

create function billing.own_sign_in_methods()
returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'email', users.email,
    -- Apple passes on what is sent there; who asks for an address by heart will not know it.
    'is_private_email', coalesce(users.email like '%@privaterelay.appleid.com', false),
    'has_password', coalesce(users.encrypted_password, '') <> '',
    'identities', (
      select coalesce(jsonb_agg(jsonb_build_object(
          'id', identities.id, 'provider', identities.provider, 'email', identities.email,
          'created_at', identities.created_at, 'last_sign_in_at', identities.last_sign_in_at)
        order by identities.created_at, identities.provider, identities.id), '[]')
      from auth.identities where identities.user_id = users.id))
  from auth.users
  where users.id = (select auth.uid())
$$;
comment on function billing.own_sign_in_methods is 'How the signed-in user can sign in.';

create function public.sign_in_methods()
returns jsonb language sql stable security invoker set search_path = '' as $$
  select billing.own_sign_in_methods()
$$;
comment on function public.sign_in_methods is 'How the signed-in user can sign in: e-mail address, whether it is Apple''s Hide My Email, whether there is a password, and the identities (Apple, Google, e-mail) by age.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.own_sessions, billing.sign_out_own_session, billing.own_sign_in_methods to authenticated;
revoke execute on function public.my_sessions, public.sign_out_session, public.sign_in_methods from public, anon, service_role;
grant execute on function public.my_sessions, public.sign_out_session, public.sign_in_methods to authenticated;
