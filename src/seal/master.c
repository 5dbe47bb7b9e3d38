/* The master key's file: 64 hex digits and a newline, readable by its owner only.
 *
 * Whoever has it and a backup can read everything, so a file that others may read is refused. A key is
 * never written over another: a renewal lies beside as PATH.new until the caller settles it. */
#include "seal/seal.h"

#include "sys/sys.h"

#define TEXT (2 * SEAL_KEY + 1)
#define OTHERS 077

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

/* The last newline may be missing: copies made by hand lose it. */
static bool key_parse(struct str text, struct seal_key *ret)
{
	if (text.n == TEXT && text.p[TEXT - 1] == '\n')
		text.n--;
	return text.n == TEXT - 1 && hex_read(text, ret->b, SEAL_KEY);
}

static int key_read(struct cx *cx, const char *path, struct seal_key *ret)
{
	int mode = sys_file_mode(path), e;
	struct str text;
	bool fits;

	if (mode < 0)
		return key_err(cx, path, "没有此文件", "there is no such file");
	if (mode & OTHERS)
		return key_err(cx, path, "其他用户可读，须执行 chmod 600",
			"others may read it: chmod 600");
	e = sys_read_file(cx, path, TEXT, &text);
	/* Those pass; the key is as good as it was. */
	if (e == -E_NO_MEMORY || e == -E_IO)
		return e;
	if (e) {
		err_clear(cx);
		return key_err(cx, path, "无法读取", "it cannot be read");
	}
	fits = key_parse(text, ret);
	/* The arena gives its memory back to the heap as it is. */
	if (text.n > 0)
		seal_wipe((char *)text.p, text.n);
	return fits ? 0 : key_err(cx, path, "应为 64 位十六进制数", "not 64 hex digits");
}

static int key_write(struct cx *cx, const char *path, const struct seal_key *k)
{
	static const char digits[] = "0123456789abcdef";
	char text[TEXT];
	int r;

	for (size_t i = 0; i < SEAL_KEY; i++) {
		text[2 * i] = digits[k->b[i] >> 4];
		text[2 * i + 1] = digits[k->b[i] & 15];
	}
	text[TEXT - 1] = '\n';
	r = sys_write_new(cx, path, (struct str){ text, TEXT }, 0600);
	seal_wipe(text, sizeof(text));
	return r;
}

/* Reads the key at path, which is made first if it is missing. Of two that make it at once, the one that
 * comes second takes the first one's. */
static int key_read_or_make(struct cx *cx, const char *path, bool *ret_made, struct seal_key *ret)
{
	*ret_made = false;
	if (!sys_exists(path)) {
		struct seal_key k = seal_key_new();
		int r = key_write(cx, path, &k);

		seal_wipe(&k, sizeof(k));
		*ret_made = r == 0;
		if (r && r != -E_EXISTS)
			return r;
		err_clear(cx);
	}
	return key_read(cx, path, ret);
}

int seal_master_load(struct cx *cx, const char *path, bool *ret_made, struct seal_key *ret)
{
	return ret_made ? key_read_or_make(cx, path, ret_made, ret) : key_read(cx, path, ret);
}

static const char *path_new(struct cx *cx, const char *path)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%s.new", path);
	if (buf_ok(&b))
		return buf_get(&b).p;
	err(cx, E_NO_MEMORY, NULL);
	return NULL;
}

int seal_master_renew(
	struct cx *cx, const char *path, struct seal_key *ret_old, struct seal_key *ret_new)
{
	const char *beside = path_new(cx, path);
	bool made;
	int r;

	if (!beside)
		return -E_NO_MEMORY;
	r = key_read(cx, path, ret_old);
	return r ? r : key_read_or_make(cx, beside, &made, ret_new);
}

int seal_master_settle(struct cx *cx, const char *path)
{
	const char *beside = path_new(cx, path);
	struct seal_key k;
	int r;

	if (!beside)
		return -E_NO_MEMORY;
	/* What cannot be read must not take the place of what can. */
	r = key_read(cx, beside, &k);
	seal_wipe(&k, sizeof(k));
	return r ? r : sys_rename(cx, beside, path);
}

int seal_master_next(struct cx *cx, const char *path, bool *ret_there, struct seal_key *ret)
{
	const char *beside = path_new(cx, path);

	if (!beside)
		return -E_NO_MEMORY;
	*ret_there = sys_exists(beside);
	return *ret_there ? key_read(cx, beside, ret) : 0;
}
