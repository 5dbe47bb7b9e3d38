/* Backups: one file, and a folder of them.
 *
 * A folder holds chains, each a folder named by when it began: 20220830-180000/000000000000-000000000048.bulou, … The first file of a
 * chain is the whole journal, each other goes on where the one before it ended. A new chain begins after a week (--whole), or
 * when the data began a new epoch (a restore, a rebuild, a purge), or where the last file is damaged. Nothing that was ended is ever
 * removed. One backup at a time is at work in a folder (FOLDER/.lock). */
#ifndef CLI_BACKUP_H
#define CLI_BACKUP_H

#include "cli/cli.h"
#include "record/stream.h"

#define CHAIN_FILES_MAX ((size_t)100000) /* of all chains in a folder */

struct backup {
	struct cli *c;
	struct stream_info info;
	struct str safe; /* safe_pos as it was */
	int64_t after;
	bool joins; /* it hangs together with all before it; if that isn't known, backup_settle finds out */
};
/* In the read transaction of cli_cover, which it ends: written, checked, and made known as safe. E_EXISTS. */
int backup_write(struct backup *bk, const char *path);
int backup_settle(struct backup *bk); /* the last of these alone, of what was written before */
int backup_answer(struct backup *bk);
/* The whole journal into a file that may be there already. */
int backup_stream(struct cli *c, const char *path, struct stream_info *ret);
/* What came back from elsewhere, by bk->info, is of this journal as it is now: then it is known as safe. Ends the transaction. */
int backup_back(struct backup *bk);
int backup_unfit(struct cli *c); /* E_UNFIT */
/* Runs it at once, and again after each such time; what fails later is told, and tried again. first, later: so many of args. */
int cli_again(struct cli *c, int (*turn_run)(struct cli *c), const char *const *args, size_t first,
	size_t later, int64_t every_ms);
int backup_through(struct cli *c); /* bulou backup --through */
/* bulou backup FILE, or - or --keys alone. */
int backup_one(struct cli *c);
void backup_progress(void *cli, int64_t done);

struct chain {
	const char *name;         /* of its folder; "" when there is none */
	const char *const *files; /* from the first on */
	size_t n;
	int64_t last;       /* where it ends */
	const char *broken; /* the file before which one is missing, or NULL */
};
/* The newest chain in a folder; n 0: there is none. E_FILE. */
int chain_newest(struct cli *c, const char *folder, struct chain *ret);

#endif
