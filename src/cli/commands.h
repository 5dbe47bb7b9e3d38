/* The functions of the table of commands. Each file of this room that holds one says what it does. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

int command_init(struct cli *c);
int command_serve(struct cli *c);
int command_demo(struct cli *c);
int command_import(struct cli *c);
int command_import_outlines(struct cli *c);
int command_roster_generate(struct cli *c);
int command_incident_declare(struct cli *c);
int command_incident_level(struct cli *c);
int command_incident_end(struct cli *c);
int command_incidents(struct cli *c);
int command_round_open(struct cli *c);
int command_round_close(struct cli *c);
int command_round_extend(struct cli *c);
int command_round_cancel(struct cli *c);
int command_round_reopen(struct cli *c);
int command_rounds(struct cli *c);
int command_coverage(struct cli *c);
int command_missing(struct cli *c);
int command_figures(struct cli *c);
int command_search(struct cli *c);
int command_kinds(struct cli *c);
int command_tls_new(struct cli *c);
int command_tls_show(struct cli *c);
int command_device_add(struct cli *c);
int command_user_import(struct cli *c);
int command_devices(struct cli *c);
int command_device_invite(struct cli *c);
int command_device_revoke(struct cli *c);
int command_sessions(struct cli *c);
int command_session_end(struct cli *c);
int command_resident_slip(struct cli *c);
int command_backup(struct cli *c);
int command_backup_returned(struct cli *c);
int command_restore(struct cli *c);
int command_drill(struct cli *c);
int command_verify(struct cli *c);
int command_rebuild(struct cli *c);
int command_user_password(struct cli *c);
int command_user_code(struct cli *c);
int command_users(struct cli *c);
int command_user_add(struct cli *c);
int command_user_grant(struct cli *c);
int command_user_revoke(struct cli *c);
int command_user_staff(struct cli *c);
int command_user_rights(struct cli *c);
int command_user_disable(struct cli *c);
int command_user_enable(struct cli *c);
int command_purge_keys(struct cli *c);
int command_purge_subject(struct cli *c);
int command_void(struct cli *c);
int command_areas(struct cli *c);
int command_tasks(struct cli *c);
int command_units(struct cli *c);
int command_staff(struct cli *c);
int command_clashes(struct cli *c);
int command_retention(struct cli *c);
int command_purge_status(struct cli *c);
int command_purge_due(struct cli *c);
int command_purge_certificate(struct cli *c);
int command_purge_check(struct cli *c);
/* What a server says when it starts: what is due soon or overdue. */
int cli_retained_warn(struct cli *c);
int command_key_show(struct cli *c);
int command_key_passphrase(struct cli *c);
int command_key_rotate(struct cli *c);
int command_suspects(struct cli *c);
int command_waiting(struct cli *c);
int command_refused(struct cli *c);
int command_strays(struct cli *c);
int command_goods(struct cli *c);
int command_gifts(struct cli *c);
int command_gift(struct cli *c);
int command_balances(struct cli *c);
int command_risk_list(struct cli *c);
int command_risk_diff(struct cli *c);
int command_risk_match(struct cli *c);
int command_restrictions(struct cli *c);
int command_restriction_notice(struct cli *c);
int command_places(struct cli *c);
int command_looks(struct cli *c);
int command_looks_readers(struct cli *c);
int command_looks_review(struct cli *c);
int command_exports(struct cli *c);
int command_export_destroyed(struct cli *c);
int command_place_sheet(struct cli *c);
int command_place_visits(struct cli *c);
int command_follow(struct cli *c);
int command_warnings(struct cli *c);
/* Draws up what follows by now from lists of risk areas and from symptoms: how many records. */
int cli_follow(struct cli *c, int64_t *ret);
/* The same where an import or a void ends: lists of risk areas may have come, or gone, or journeys that touch one. Says so. */
int cli_followed(struct cli *c);
int command_bulletins(struct cli *c);
int command_bulletin_draft(struct cli *c);
int command_bulletin_publish(struct cli *c);
int command_bulletin_show(struct cli *c);
int command_forms(struct cli *c);
int command_form_fill(struct cli *c);

#endif
