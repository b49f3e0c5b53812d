-- The role that the site works as: it owns the tables and what belongs to them, and nothing else in the server. Run by
-- the superuser at every start, which does no harm; tables of before, which were the superuser's, become the role's.
\set ON_ERROR_STOP on
\getenv password DATABASE_PASSWORD
SELECT 'CREATE ROLE site' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'site') \gexec
ALTER ROLE site LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
SELECT format('ALTER DATABASE %I OWNER TO site', current_database()) \gexec
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
-- What belongs to a column or a table goes along with it.
SELECT format('ALTER %s %s OWNER TO site', CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, oid::regclass)
  FROM pg_class
 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S') AND pg_get_userbyid(relowner) <> 'site'
   AND NOT EXISTS (SELECT FROM pg_depend WHERE pg_depend.objid = pg_class.oid AND deptype IN ('a', 'i', 'e'))
\gexec
SELECT format('ALTER ROUTINE %s OWNER TO site', oid::regprocedure)
  FROM pg_proc
 WHERE pronamespace = 'public'::regnamespace AND pg_get_userbyid(proowner) <> 'site'
   AND NOT EXISTS (SELECT FROM pg_depend WHERE pg_depend.objid = pg_proc.oid AND deptype = 'e')
\gexec
