/* The files of a server's own certificate, in DIR.tls beside the data. */
#ifndef CLI_TLS_FILES_H
#define CLI_TLS_FILES_H

#include "cli/cli.h"

struct tls_files {
	const char *folder, *authority, *authority_key, *certificate, *key;
};
int tls_files_of(struct cli *c, struct tls_files *ret);

#endif
