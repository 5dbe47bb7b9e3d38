/* The master key's file: 64 hex digits and a newline, or what locked.c writes, readable by its owner only.
 *
 * Whoever has it and a backup can read everything, so a file that others may read is refused. A key is
 * never written over another: a renewal lies beside as PATH.new until the caller settles it. */
#include "seal/locked.h"

#include <string.h>

#include "sys/sys.h"

#define TEXT (2 * SEAL_KEY + 1)
#define OTHERS 077
#define COMMAND "command:"
#define TRIES 3 /* of a person who types a passphrase */

static int key_err(struct cx *cx, const char *path, const char *zh, const char *en)
{
	struct buf in_zh, in_en;

	buf_init(&in_zh, cx->arena);
	buf_init(&in_en, cx->arena);
	buf_fmt(&in_zh, "%s（%s）", path, zh);
	buf_fmt(&in_en, "%s (%s)", path, en);
	return err(cx, E_KEY, NULL, buf_ok(&in_zh) ? buf_get(&in_zh).p : path,
		buf_ok(&in_en) ? buf_get(&in_en).p : path);
}

bool seal_is_command(const char *source)
{
	return strncmp(source, COMMAND, strlen(COMMAND)) == 0;
}

/* The arena gives its memory back to the heap as it is. */
static void text_wipe(struct str text)
{
	if (text.n > 0)
		seal_wipe((char *)text.p, text.n);
}

static const char *path_with(struct cx *cx, const char *path, const char *end)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, path);
	buf_z(&b, end);
	if (buf_ok(&b))
		return buf_get(&b).p;
	err(cx, E_NO_MEMORY, NULL);
	return NULL;
}

/* ---- reading ---- */

/* The last newline may be missing: copies made by hand lose it. */
static bool key_parse(struct str text, struct seal_key *ret)
{
	if (text.n == TEXT && text.p[TEXT - 1] == '\n')
		text.n--;
	return text.n == TEXT - 1 && hex_read(text, ret->b, SEAL_KEY);
}

static int file_text(struct cx *cx, const char *path, struct str *ret)
{
	int mode = sys_file_mode(path), e;

	if (mode < 0)
		return key_err(cx, path, "没有此文件", "there is no such file");
	if (mode & OTHERS)
		return key_err(cx, path, "其他用户可读，须执行 chmod 600",
			"others may read it: chmod 600");
	e = sys_read_file(cx, path, LOCKED_TEXT, ret);
	/* Those pass; the key is as good as it was. */
	if (!e || e == -E_NO_MEMORY || e == -E_IO)
		return e;
	err_clear(cx);
	return key_err(cx, path, "无法读取", "it cannot be read");
}

/* A command's text, or a file's. */
static int source_text(struct cx *cx, const char *source, struct str *ret)
{
	int e;

	if (!seal_is_command(source))
		return file_text(cx, source, ret);
	e = sys_run(cx, source + strlen(COMMAND), LOCKED_TEXT, ret);
	if (!e || e == -E_NO_MEMORY || e == -E_IO)
		return e;
	err_clear(cx);
	return key_err(cx, source, "该程序没有给出密钥", "the program gave no key");
}

/* One try: with what is known, or, again, with what a person types. */
static int locked_try(struct cx *cx, const char *source, struct str text, bool again,
	bool *ret_asked, bool *ret_fits, struct seal_key *ret)
{
	struct str passphrase = STR_NONE;
	int e = passphrase_get(cx, source, again, &passphrase);

	*ret_asked = !e && passphrase.n;
	if (!*ret_asked)
		return e;
	e = locked_read(cx, text, passphrase, ret_fits, ret);
	text_wipe(passphrase);
	return e != -E_FILE ? e : key_err(cx, source, "密钥文件已损坏", "the key file is damaged");
}

static int locked_open(struct cx *cx, const char *source, struct str text, struct seal_key *ret)
{
	bool asked = true, fits = false;
	int e = 0;

	for (int i = 0; !e && asked && !fits && i < TRIES; i++)
		e = locked_try(cx, source, text, i > 0, &asked, &fits, ret);
	if (e || fits)
		return e;
	seal_passphrase_forget();
	return key_err(cx, source, "口令不对，或没有给出", "the passphrase is wrong or missing");
}

static int key_read(
	struct cx *cx, const char *source, struct seal_key *ret, enum seal_source *ret_kind)
{
	struct str text = STR_NONE;
	int e = source_text(cx, source, &text);

	if (e)
		return e;
	*ret_kind = locked_is(text) ? SEAL_LOCKED : SEAL_PLAIN;
	if (*ret_kind == SEAL_LOCKED)
		e = locked_open(cx, source, text, ret);
	else if (!key_parse(text, ret))
		e = key_err(cx, source, "应为 64 位十六进制数", "not 64 hex digits");
	text_wipe(text);
	if (seal_is_command(source))
		*ret_kind = SEAL_COMMAND;
	return e;
}

int seal_master_kind(struct cx *cx, const char *source, enum seal_source *ret)
{
	struct str text = STR_NONE;
	int e = 0;

	*ret = SEAL_COMMAND;
	if (seal_is_command(source))
		return 0;
	e = file_text(cx, source, &text);
	*ret = !e && locked_is(text) ? SEAL_LOCKED : SEAL_PLAIN;
	text_wipe(text);
	return e;
}

void seal_master_mark(const struct seal_key *k, uint8_t ret[SEAL_MARK])
{
	uint8_t hash[SEAL_HASH];

	seal_hash(k, STR("bulou master key"), hash);
	memcpy(ret, hash, SEAL_MARK);
	seal_wipe(hash, sizeof(hash));
}

/* ---- writing ---- */

static int key_text(struct cx *cx, const struct seal_key *k, struct str passphrase, struct str *ret)
{
	struct buf b;

	if (passphrase.n)
		return locked_write(cx, k, passphrase, ret);
	buf_init(&b, cx->arena);
	buf_hex(&b, k->b, SEAL_KEY);
	buf_z(&b, "\n");
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static int key_write(struct cx *cx, const char *path, const struct seal_key *k, bool locked)
{
	struct str passphrase = STR_NONE, text = STR_NONE;
	int e = locked ? passphrase_get(cx, path, false, &passphrase) : 0;

	if (!e && locked && passphrase.n < SEAL_PASSPHRASE_MIN) {
		seal_passphrase_forget();
		e = key_err(cx, path, "口令至少 8 个字节", "a passphrase has at least 8 bytes");
	}
	if (!e)
		e = key_text(cx, k, passphrase, &text);
	if (!e)
		e = sys_write_new(cx, path, text, 0600);
	text_wipe(passphrase);
	text_wipe(text);
	return e;
}

/* Reads the key at path, which is made first if it is missing. Of two that make it at once, the one that
 * comes second takes the first one's. */
static int key_read_or_make(
	struct cx *cx, const char *path, bool locked, bool *ret_made, struct seal_key *ret)
{
	enum seal_source kind;

	*ret_made = false;
	if (!seal_is_command(path) && !sys_exists(path)) {
		struct seal_key k = seal_key_new();
		int r = key_write(cx, path, &k, locked);

		seal_wipe(&k, sizeof(k));
		*ret_made = r == 0;
		if (r && r != -E_EXISTS)
			return r;
		err_clear(cx);
	}
	return key_read(cx, path, ret, &kind);
}

int seal_master_load(struct cx *cx, const char *source, bool *ret_made, struct seal_key *ret)
{
	enum seal_source kind;

	return ret_made ?
		key_read_or_make(cx, source, sys_secret_named(SEAL_PASSPHRASE), ret_made, ret) :
		key_read(cx, source, ret, &kind);
}

int seal_master_hold(struct cx *cx, const char *source, struct sys_file **ret)
{
	const char *path;
	int e;

	*ret = NULL;
	if (seal_is_command(source))
		return 0;
	path = path_with(cx, source, ".lock");
	e = path ? sys_lock(cx, path, ret) : -E_NO_MEMORY;
	return e || *ret ?
		e :
		key_err(cx, source, "另一程序正在更换此密钥或其口令，请稍后再试",
			"another program is changing it or its passphrase: try again later");
}

int seal_master_lock(struct cx *cx, const char *path, struct str passphrase)
{
	struct str text = STR_NONE;
	enum seal_source kind;
	struct seal_key k;
	int e;

	if (seal_is_command(path))
		return key_err(cx, path, "该密钥不在文件中", "this key lies in no file");
	if (passphrase.n && passphrase.n < SEAL_PASSPHRASE_MIN)
		return key_err(cx, path, "口令至少 8 个字节", "a passphrase has at least 8 bytes");
	e = key_read(cx, path, &k, &kind);
	if (!e)
		e = key_text(cx, &k, passphrase, &text);
	if (!e)
		e = sys_write_file(cx, path, text, 0600);
	seal_wipe(&k, sizeof(k));
	text_wipe(text);
	if (!e)
		passphrase_set(passphrase);
	return e;
}

/* ---- renewing ---- */

/* One of a renewal that was cut off may lie open there, from before the file had a passphrase. It is not made anew: after a
 * commit in doubt it may be what opens the data. */
static int beside_seal(struct cx *cx, const char *beside, const struct seal_key *k)
{
	struct str passphrase = STR_NONE, text = STR_NONE;
	int e = passphrase_get(cx, beside, false, &passphrase);

	if (!e)
		e = key_text(cx, k, passphrase, &text);
	if (!e)
		e = sys_write_file(cx, beside, text, 0600);
	text_wipe(passphrase);
	text_wipe(text);
	return e;
}

static int renew_beside(
	struct cx *cx, const char *path, enum seal_source kind, struct seal_key *ret_new)
{
	const char *beside = path_with(cx, path, ".new");
	bool locked = kind == SEAL_LOCKED || passphrase_is_set(), made;
	int e;

	if (!beside)
		return -E_NO_MEMORY;
	if (kind == SEAL_COMMAND)
		return key_err(cx, path, "该密钥由程序给出，请用 --new-key 指明新密钥的来源",
			"a program gives this key: say with --new-key where the new one comes from");
	e = key_read_or_make(cx, beside, locked, &made, ret_new);
	return !e && locked && !made ? beside_seal(cx, beside, ret_new) : e;
}

int seal_master_renew(struct cx *cx, const char *source, const char *to, struct seal_key *ret_old,
	struct seal_key *ret_new)
{
	enum seal_source kind;
	bool made;
	int e = key_read(cx, source, ret_old, &kind);

	if (e || !to)
		return e ? e : renew_beside(cx, source, kind, ret_new);
	e = key_read_or_make(cx, to, passphrase_is_set(), &made, ret_new);
	if (!e && seal_same(ret_old->b, ret_new->b, SEAL_KEY))
		e = key_err(cx, to, "与旧密钥相同", "it is the old key");
	return e;
}

int seal_master_settle(struct cx *cx, const char *path)
{
	const char *beside = path_with(cx, path, ".new");
	enum seal_source kind;
	struct seal_key k;
	int r;

	if (!beside)
		return -E_NO_MEMORY;
	/* What cannot be read must not take the place of what can. */
	r = key_read(cx, beside, &k, &kind);
	seal_wipe(&k, sizeof(k));
	return r ? r : sys_rename(cx, beside, path);
}

int seal_master_next(struct cx *cx, const char *source, bool *ret_there, struct seal_key *ret)
{
	const char *beside = path_with(cx, source, ".new");
	enum seal_source kind;

	if (!beside)
		return -E_NO_MEMORY;
	*ret_there = !seal_is_command(source) && sys_exists(beside);
	return *ret_there ? key_read(cx, beside, ret, &kind) : 0;
}

void seal_master_drop(const char *source)
{
	if (!seal_is_command(source))
		sys_remove(source);
}

/* One of an earlier, cut off renewal is the same, and fits. */
int seal_master_keep(struct cx *cx, const char *path)
{
	const char *old = path_with(cx, path, ".old");
	struct str text = STR_NONE, there = STR_NONE;
	int e = old ? 0 : -E_NO_MEMORY;

	if (e || seal_is_command(path))
		return e;
	e = file_text(cx, path, &text);

	if (!e && sys_exists(old)) {
		e = file_text(cx, old, &there);
		if (!e && !str_eq(text, there))
			e = err(cx, E_KEY_KEPT, NULL, old);
	} else if (!e) {
		e = sys_write_new(cx, old, text, 0600);
	}
	text_wipe(text);
	text_wipe(there);
	return e;
}

void seal_master_drop_kept(struct cx *cx, const char *path)
{
	const char *old = seal_is_command(path) ? NULL : path_with(cx, path, ".old");

	if (old)
		sys_remove(old);
}
