/* What the commands that destroy something share. */
#ifndef CLI_PURGE_H
#define CLI_PURGE_H

#include "cli/cli.h"
#include "guard/purge.h"

/* What is destroyed does not come back: a person types a word, a program says --yes. E_USAGE: nobody did. */
int purge_confirmed(struct cli *c);
/* Asks, with what nobody can tell in mind (--doubtful), and says where it is not said. */
int purge_plan_check(struct cli *c, const struct purge_scope *what, struct str whose);
int purge_told(struct cli *c, const struct purge_result *r);

#endif
