-- Like a password, a way to sign in from before the proof may be a stranger's: an account at Google with an address that
-- Google has not verified makes a user with that address, and waits for its owner to confirm it.
-- See docs/decisions/014-no-password-from-before-the-proof.md.
create function billing.forget_unproved_identities()
returns trigger language plpgsql set search_path = '' as $$
begin
  -- Auth makes a user and confirms them in one transaction where it takes the address as proved: nobody has been waiting then.
  if new.id::text is distinct from current_setting('tandem.new_user', true) then
    delete from auth.identities
    where identities.user_id = new.id and identities.provider not in ('email', 'phone')
      and coalesce(identities.identity_data ->> 'email_verified', 'false') <> 'true';
  end if;
  return null;
end
$$;
comment on function billing.forget_unproved_identities is 'Trigger: when an e-mail address is proved, ways to sign in whose provider had not verified it are gone.';

create trigger forget_unproved_identities after update on auth.users
  for each row when (old.email_confirmed_at is null and new.email_confirmed_at is not null)
  execute function billing.forget_unproved_identities();

revoke execute on all functions in schema billing from public;
