/* One-time codes as the command line gives them: on the terminal with a QR, as a sheet to be cut apart, or as JSON. */
#ifndef CLI_TICKETS_H
#define CLI_TICKETS_H

#include "cli/cli.h"
#include "desk/tickets_paper.h"

/* Of --lang, else of the terminal. E_USAGE. */
int tickets_lang(struct cli *c, bool *ret_zh);
/* --url, or "" when it is not given. E_USAGE. */
int tickets_base(struct cli *c, struct str *ret);
/* A new one, durable, with its code on the paper. t and paper: what the caller knows of them. */
int ticket_make(struct cli *c, struct ticket *t, struct ticket_paper *paper);
/* One of them; or all, as a list in JSON. */
int tickets_print(struct cli *c, const struct ticket_paper *all, size_t n, bool list);
/* A QR as text. */
int qr_text(struct cli *c, struct str text, struct buf *b);

#endif
