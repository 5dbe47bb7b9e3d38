/* What the commands that destroy something share. */
#ifndef CLI_PURGE_H
#define CLI_PURGE_H

#include "cli/cli.h"
#include "guard/purge.h"

/* What is destroyed does not come back: a person types a word, a program says --yes. E_USAGE: nobody did. */
int purge_confirmed(struct cli *c);
/* Before the question: whose keys go, and what becomes of the master key. */
void purge_warn(struct cli *c, const struct purge_scope *what, struct str name);
/* Asks, with what nobody can tell in mind (--doubtful), and says where it is not said. */
int purge_plan_check(struct cli *c, const struct purge_scope *what, struct str whose);
/* Destroys these scopes, and says what was destroyed, even where what comes after it failed. reason: of purge_reasons. */
int purge_run(struct cli *c, const struct purge_scope *what, size_t n, struct str reason);
int purge_told(struct cli *c, const struct purge_result *r, const char *old_key);

#endif
