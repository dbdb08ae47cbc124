-- Whoever signs up with somebody else's address chooses a password and waits for its owner, who comes by a code, a link, a
-- sign-up of their own or a reset. The address is proved by then, and the password must not open the account.
-- See docs/decisions/014-no-password-from-before-the-proof.md.
create function billing.note_new_user()
returns trigger language plpgsql set search_path = '' as $$
begin
  perform set_config('tandem.new_user', new.id::text, true);
  return null;
end
$$;
comment on function billing.note_new_user is 'Trigger: remembers, until the transaction ends, whom it has made.';

create function billing.forget_unproved_password()
returns trigger language plpgsql set search_path = '' as $$
begin
  -- Auth makes a user and confirms them in one transaction where it takes the address as proved: an operator's user, or
  -- confirmations off. Nobody has been waiting then.
  if new.id::text is distinct from current_setting('tandem.new_user', true) then new.encrypted_password := ''; end if;
  return new;
end
$$;
comment on function billing.forget_unproved_password is 'Trigger: when an e-mail address is proved, the password that was set before it is gone.';

-- Neither reads a table nor can fail: a trigger that throws would keep everybody from signing up.
create trigger note_new_user after insert on auth.users
  for each row when (new.email_confirmed_at is null) execute function billing.note_new_user();
create trigger forget_unproved_password before update on auth.users
  for each row when (
    old.email_confirmed_at is null and new.email_confirmed_at is not null
    and new.encrypted_password <> '' and new.encrypted_password = old.encrypted_password)
  execute function billing.forget_unproved_password();

create function billing.remove_own_password()
returns void language plpgsql security definer set search_path = '' as $$
begin
  perform billing.require_fresh_sign_in();
  -- A code by e-mail, Apple or Google must be left.
  if not exists (select from auth.users where users.id = (select auth.uid()) and users.email_confirmed_at is not null)
    and not exists (
      select from auth.identities where identities.user_id = (select auth.uid()) and identities.provider <> 'email')
  then
    perform billing.refuse('last_sign_in_method', 'This is your only way to sign in. Add another one first.', 409);
  end if;
  update auth.users set encrypted_password = '', updated_at = now() where users.id = (select auth.uid());
end
$$;
comment on function billing.remove_own_password is 'The signed-in user has no password any more.';

create function public.remove_password()
returns void language sql volatile security invoker set search_path = '' as $$
  select billing.remove_own_password()
$$;
comment on function public.remove_password is 'Takes the password away, for who signs in by code, Apple or Google. Asks for a fresh sign-in; refuses (last_sign_in_method) where it is the only way in.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.remove_own_password to authenticated;
revoke execute on function public.remove_password from public, anon, service_role;
grant execute on function public.remove_password to authenticated;
