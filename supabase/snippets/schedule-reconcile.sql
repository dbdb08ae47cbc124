-- Optional, for hosted projects: calls the function `reconcile` every ten minutes. Run it once in the SQL editor, after the two
-- secrets that docs/operations.md names are in the vault; run again, it replaces the schedule. It is no migration, because the
-- embedded database has neither pg_cron nor pg_net: there `npm run dev` calls the function itself.
create extension if not exists pg_cron;
create extension if not exists pg_net;

do $check$
begin
  if (select count(*) from vault.decrypted_secrets where name in ('tandem_project_url', 'tandem_secret_key')) < 2 then
    raise exception 'Put the secrets tandem_project_url and tandem_secret_key into the vault first: docs/operations.md.';
  end if;
end
$check$;

-- The function stops by itself after a minute and goes on at the next call; without the longer wait pg_net would hang up on it.
select cron.schedule(
  'tandem-reconcile',
  '*/10 * * * *',
  $job$
  select net.http_post(
    url := (select decrypted_secret from vault.decrypted_secrets where name = 'tandem_project_url') || '/functions/v1/reconcile',
    headers := jsonb_build_object(
      'Content-Type', 'application/json',
      'apikey', (select decrypted_secret from vault.decrypted_secrets where name = 'tandem_secret_key')),
    body := '{}'::jsonb,
    timeout_milliseconds := 90000)
  $job$);
