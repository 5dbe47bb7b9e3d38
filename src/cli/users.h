/* What the commands about accounts share. */
#ifndef CLI_USERS_H
#define CLI_USERS_H

#include "cli/commands.h"
#include "guard/guard.h"

/* A change stored; a new password stored and printed once. */
int account_store(struct cli *c, const struct account *a);
int password_reset(struct cli *c, struct account *a);
/* What --role, --area, --round, --post and --until give, added to what he has. In the transaction of cli_cover. */
int grants_take(struct cli *c, struct account *a);
/* By its code or its word in either language; wrong: says which there are. */
int role_read(struct cli *c, struct str name, enum role *ret);
struct str roles_text(struct cli *c, const struct account *a);
bool is_administrator(const struct account *a, int64_t now);
/* E_LAST_ADMIN: without him nobody could make accounts but whoever sits at this machine. */
int admin_stays(struct cli *c, const struct account *leaving);

#endif
