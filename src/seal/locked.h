/* A master key sealed under a passphrase, as the text of its file. For this room only. */
#ifndef SEAL_LOCKED_H
#define SEAL_LOCKED_H

#include "seal/seal.h"

#define LOCKED_TEXT 512 /* no such file is longer */

bool locked_is(struct str text);
/* E_NO_MEMORY where the machine has not the memory that the passphrase costs. */
int locked_write(struct cx *cx, const struct seal_key *k, struct str passphrase, struct str *ret);
/* *ret_fits false: another passphrase, or a damaged file. E_FILE: it is none, or asks for more than this program allows. */
int locked_read(struct cx *cx, struct str text, struct str passphrase, bool *ret_fits,
	struct seal_key *ret);

/* The passphrase of this process, asked if need be; STR_NONE: nobody can be asked. again: the last did not fit. It lies in memory
 * that is not swapped, until it is forgotten. */
int passphrase_get(struct cx *cx, const char *path, bool again, struct str *ret);
bool passphrase_is_set(void);
void passphrase_set(struct str passphrase);

#endif
