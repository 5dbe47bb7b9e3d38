/* The table of commands: what is said, what it takes, and who runs it. --help and the check of options come from it. */
#include "cli/commands.h"

#define O(id) OPTION_BIT(id)
#define EXPORT (O(XLSX) | O(PURPOSE) | O(UNTIL) | O(REASON)) /* of rows about people */

const struct cli_command cli_commands[] = {
	{ "init", "", O(JSON), TEXT_HELP_INIT, command_init },
	{ "serve", "", O(LISTEN) | O(TLS) | O(PLAIN) | O(CERT) | O(CERT_KEY) | O(WEB_DIR),
		TEXT_HELP_SERVE, command_serve },
	{ "tls new", "NAME...", O(NEW_AUTHORITY) | O(JSON), TEXT_HELP_TLS_NEW, command_tls_new },
	{ "tls show", "", O(JSON), TEXT_HELP_TLS_SHOW, command_tls_show },
	{ "demo", "", O(VILLAGES) | O(FULL) | O(ONCE) | O(SEED) | O(DIRECT) | O(LISTEN),
		TEXT_HELP_DEMO, command_demo },
	{ "import", "KIND FILE", O(DRY_RUN) | O(ERRORS) | O(SHEET) | O(AREA) | O(JSON),
		TEXT_HELP_IMPORT, command_import },
	{ "roster generate", "FILE", O(DRY_RUN) | O(ERRORS) | O(SHEET) | O(AREA) | O(JSON),
		TEXT_HELP_ROSTER, command_roster_generate },
	{ "areas", "", O(AREA) | O(JSON) | O(XLSX), TEXT_HELP_AREAS, command_areas },
	{ "void", "BATCH", O(REASON) | O(JSON), TEXT_HELP_VOID, command_void },
	{ "incident declare", "NAME",
		O(AREA) | O(TRIGGER) | O(LEVEL) | O(SINCE) | O(EXERCISE) | O(JSON),
		TEXT_HELP_DECLARE, command_incident_declare },
	{ "incident level", "INCIDENT LEVEL", O(REASON), TEXT_HELP_LEVEL, command_incident_level },
	{ "incident end", "INCIDENT", 0, TEXT_HELP_END, command_incident_end },
	{ "incidents", "", O(JSON) | O(XLSX), TEXT_HELP_INCIDENTS, command_incidents },
	{ "round open", "",
		O(KIND) | O(AREA) | O(DUE) | O(QUESTION) | O(FILTER) | O(INCIDENT) | O(STANDING) |
			O(RESUME) | O(JSON),
		TEXT_HELP_OPEN, command_round_open },
	{ "round close", "ROUND", O(JSON), TEXT_HELP_CLOSE, command_round_close },
	{ "round extend", "ROUND", O(DUE) | O(JSON), TEXT_HELP_EXTEND, command_round_extend },
	{ "round cancel", "ROUND", O(REASON) | O(JSON), TEXT_HELP_CANCEL, command_round_cancel },
	{ "round reopen", "ROUND", O(JSON), TEXT_HELP_REOPEN, command_round_reopen },
	{ "rounds", "", O(JSON) | O(XLSX), TEXT_HELP_ROUNDS, command_rounds },
	{ "coverage", "ROUND", O(AREA) | O(JSON) | O(XLSX), TEXT_HELP_COVERAGE, command_coverage },
	{ "missing", "ROUND", O(AREA) | O(JSON) | EXPORT, TEXT_HELP_MISSING, command_missing },
	{ "figures", "", O(INCIDENT) | O(AREA) | O(FROM) | O(TO) | O(JSON) | O(XLSX),
		TEXT_HELP_FIGURES, command_figures },
	{ "goods", "", O(INCIDENT) | O(AREA) | O(JSON) | O(XLSX), TEXT_HELP_GOODS, command_goods },
	{ "gifts", "", O(INCIDENT) | O(AREA) | O(JSON) | O(XLSX), TEXT_HELP_GIFTS, command_gifts },
	{ "gift", "GIFT", O(JSON), TEXT_HELP_GIFT, command_gift },
	{ "balances", "", O(INCIDENT) | O(AREA) | O(JSON) | O(XLSX), TEXT_HELP_BALANCES,
		command_balances },
	{ "risk list", "", O(ON) | O(JSON) | O(XLSX), TEXT_HELP_RISK_LIST, command_risk_list },
	{ "risk diff", "DAY DAY", O(JSON) | O(XLSX), TEXT_HELP_RISK_DIFF, command_risk_diff },
	{ "risk match", "", O(ON) | O(INCIDENT) | O(AREA) | O(JSON) | EXPORT, TEXT_HELP_RISK_MATCH,
		command_risk_match },
	{ "follow", "", O(JSON), TEXT_HELP_FOLLOW, command_follow },
	{ "warnings", "", O(INCIDENT) | O(AREA) | O(JSON) | O(XLSX), TEXT_HELP_WARNINGS,
		command_warnings },
	{ "places", "[CODE]", O(AREA) | O(JSON) | O(XLSX), TEXT_HELP_PLACES, command_places },
	{ "place sheet", "PLACE", O(OUTPUT) | O(LANG), TEXT_HELP_PLACE_SHEET, command_place_sheet },
	{ "place visits", "PLACE FROM TO", O(JSON) | EXPORT, TEXT_HELP_PLACE_VISITS,
		command_place_visits },
	{ "restrictions", "", O(INCIDENT) | O(AREA) | O(JSON) | O(XLSX), TEXT_HELP_RESTRICTIONS,
		command_restrictions },
	{ "restriction notice", "RESTRICTION", O(OUTPUT) | O(LANG), TEXT_HELP_NOTICE,
		command_restriction_notice },
	{ "bulletins", "", O(JSON) | O(XLSX), TEXT_HELP_BULLETINS, command_bulletins },
	{ "bulletin draft", "",
		O(INCIDENT) | O(AREA) | O(FROM) | O(TO) | O(TITLE) | O(TITLE_EN) | O(REPLACES) |
			O(REASON) | O(FORMAT) | O(LANG) | O(OUTPUT) | O(JSON) | O(XLSX),
		TEXT_HELP_BULLETIN_DRAFT, command_bulletin_draft },
	{ "bulletin publish", "",
		O(INCIDENT) | O(AREA) | O(FROM) | O(TO) | O(TITLE) | O(TITLE_EN) | O(REPLACES) |
			O(REASON) | O(JSON),
		TEXT_HELP_BULLETIN_PUBLISH, command_bulletin_publish },
	{ "bulletin show", "BULLETIN", O(FORMAT) | O(LANG) | O(OUTPUT) | O(JSON) | O(XLSX),
		TEXT_HELP_BULLETIN_SHOW, command_bulletin_show },
	{ "tasks", "MEETING", O(JSON) | O(XLSX), TEXT_HELP_TASKS, command_tasks },
	{ "units", "", O(INCIDENT) | O(JSON) | O(XLSX), TEXT_HELP_UNITS, command_units },
	{ "staff", "", O(AREA) | O(NO_HOME) | O(JSON) | EXPORT, TEXT_HELP_STAFF, command_staff },
	{ "clashes", "", O(JSON) | EXPORT, TEXT_HELP_CLASHES, command_clashes },
	{ "suspects", "", O(JSON) | EXPORT, TEXT_HELP_SUSPECTS, command_suspects },
	{ "waiting", "", O(JSON) | O(XLSX), TEXT_HELP_WAITING, command_waiting },
	{ "refused", "", O(JSON) | O(XLSX), TEXT_HELP_REFUSED, command_refused },
	{ "strays", "[ROUND]", O(JSON) | EXPORT, TEXT_HELP_STRAYS, command_strays },
	{ "search", "TEXT", O(JSON) | EXPORT, TEXT_HELP_SEARCH, command_search },
	{ "kinds", "[KIND]", O(JSON) | O(XLSX), TEXT_HELP_KINDS, command_kinds },
	{ "device add", "NAME", O(USER) | O(JSON), TEXT_HELP_DEVICE, command_device_add },
	{ "user password", "NAME", O(RESET) | O(JSON), TEXT_HELP_PASSWORD, command_user_password },
	{ "user code", "NAME", O(OFF) | O(JSON), TEXT_HELP_USER_CODE, command_user_code },
	{ "users", "", O(JSON) | EXPORT, TEXT_HELP_USERS, command_users },
	{ "user add", "NAME", O(NAME) | O(ROLE) | O(AREA) | O(UNTIL) | O(JSON), TEXT_HELP_USER_ADD,
		command_user_add },
	{ "user grant", "NAME", O(ROLE) | O(AREA) | O(UNTIL), TEXT_HELP_USER_GRANT,
		command_user_grant },
	{ "user revoke", "NAME", O(ROLE) | O(AREA), TEXT_HELP_USER_REVOKE, command_user_revoke },
	{ "user disable", "NAME", 0, TEXT_HELP_USER_DISABLE, command_user_disable },
	{ "user enable", "NAME", 0, TEXT_HELP_USER_ENABLE, command_user_enable },
	{ "looks", "SUBJECT", O(JSON) | EXPORT, TEXT_HELP_LOOKS, command_looks },
	{ "looks readers", "", O(FROM) | O(TO) | O(JSON), TEXT_HELP_LOOKS_READERS,
		command_looks_readers },
	{ "looks review", "ACCOUNT DAY FINDING", O(REASON), TEXT_HELP_LOOKS_REVIEW,
		command_looks_review },
	{ "exports", "", O(JSON), TEXT_HELP_EXPORTS, command_exports },
	{ "export destroyed", "COPY", O(REASON), TEXT_HELP_EXPORT_DESTROYED,
		command_export_destroyed },
	{ "key show", "", O(JSON), TEXT_HELP_KEY_SHOW, command_key_show },
	{ "key passphrase", "", O(OFF), TEXT_HELP_KEY_PASSPHRASE, command_key_passphrase },
	{ "key rotate", "", O(NEW_KEY) | O(JSON), TEXT_HELP_KEY_ROTATE, command_key_rotate },
	{ "purge keys", "INCIDENT|roster",
		O(CLASS) | O(BEFORE) | O(DOUBTFUL) | O(NEW_KEY) | O(REASON) | O(YES) | O(JSON),
		TEXT_HELP_PURGE_KEYS, command_purge_keys },
	{ "purge subject", "SUBJECT", O(REASON) | O(YES) | O(JSON), TEXT_HELP_PURGE_SUBJECT,
		command_purge_subject },
	{ "backup", "[FILE]", O(AFTER) | O(KEYS) | O(INTO) | O(EVERY) | O(WHOLE) | O(JSON),
		TEXT_HELP_BACKUP, command_backup },
	{ "backup returned", "[FILE]", O(JSON), TEXT_HELP_BACKUP_RETURNED,
		command_backup_returned },
	{ "restore", "FILE...", O(JSON), TEXT_HELP_RESTORE, command_restore },
	{ "drill", "FILE...", O(JSON), TEXT_HELP_DRILL, command_drill },
	{ "verify", "[FILE]", O(JSON), TEXT_HELP_VERIFY, command_verify },
	{ "rebuild", "", 0, TEXT_HELP_REBUILD, command_rebuild },
	{ .words = NULL },
};

static int not_here(struct cli *c)
{
	return cli_wrong(c, TEXT_NO_COMMAND, c->command->words);
}

int command_serve(struct cli *c)
{
	return c->hooks->serve ? c->hooks->serve(c) : not_here(c);
}

int command_demo(struct cli *c)
{
	return c->hooks->demo ? c->hooks->demo(c) : not_here(c);
}
