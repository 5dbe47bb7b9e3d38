/* The stream: the journal after a position as a file; backup and restore. doc/format/record.md, section 5. */
#ifndef RECORD_STREAM_H
#define RECORD_STREAM_H

#include "record/journal.h"
#include "sys/sys.h"

struct stream_info {
	int64_t after, last, entries;
	struct str epoch;
	struct str join; /* what lies at `after`: stream_join; "" for a stream from the beginning */
	/* After stream_restore of a key list, whose entries are not put into the journal but applied to it: what that
	 * took away here. */
	bool is_list;
	int64_t keys_destroyed, records_erased;
};

/* The entry at pos as ID@RECEIVED, by which a later part knows the journal that it goes on; "" when there is none. */
int stream_join(struct cx *cx, struct store *s, int64_t pos, struct str *ret);

/* Writes all entries after `after` (keys_only: types 6 and 7). One read transaction. */
int stream_write(struct cx *cx, struct store *s, struct sys_file *f, int64_t after, bool keys_only,
	struct stream_info *ret, void (*progress)(void *, int64_t), void *arg);

/* Reads a stream entry by entry. The entry's strings live until the next call. stream_next: 1, 0 at a proper
 * end, or E_STREAM. */
struct stream_reader;
int stream_open(struct cx *cx, struct sys_file *f, struct stream_reader **ret,
	struct stream_info *ret_info);
int stream_next(struct cx *cx, struct stream_reader *r, struct entry *ret);
void stream_close(struct stream_reader *r);
/* Reads it through and checks the whole: used before a restore, and after a backup (then safe_pos is set). */
int stream_verify(struct cx *cx, const char *path, struct stream_info *ret);
/* Puts the entries into an empty (or, for a later part, shorter) journal; nothing is stored if the stream is torn.
 * Chunks of a write transaction each; a crash in between leaves a journal marked 'restoring' that only a new
 * restore opens. E_UNFIT: it does not go on where the journal ends. The caller rebuilds views and sets a new epoch. */
int stream_restore(struct cx *cx, struct journal *j, const char *path, struct stream_info *ret,
	void (*progress)(void *, int64_t), void *arg);

/* Whether the meta value `restored`, the epochs of all streams that were put in, names this one. */
bool stream_is_noted(struct str restored, struct str epoch);
/* Tries the first key in the stream that is not purged: *ret_any false when it holds none, else whether it opens. */
int stream_key_fits(struct cx *cx, const char *path, const struct seal_key *master, bool *ret_any,
	bool *ret_fits);
/* What begins a restore in an empty place: E_UNFIT for a later part and for a key list. */
int stream_begins(struct cx *cx, const char *path);

/* E_HALF_RESTORED when a restore was cut off before all its files were in. Until then the mark `rebuilding` has this
 * value; a rebuild puts another in its place. */
#define STREAM_COMING "restore"
int stream_all_in(struct cx *cx, struct store *s);

/* The bytes of one entry, as in the file: for the fuzzer and the tests. E_STREAM. */
int stream_entry_read(struct cx *cx, struct str bytes, struct entry *ret);
int stream_entry_write(struct cx *cx, const struct entry *e, struct buf *b);

#endif
