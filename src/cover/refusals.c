/* Records that were refused and kept aside: that they are there, whose, and why. What is in them stays sealed; only the kind
 * and the area are read from it, and shown where they are those of a kind and an area that are known, since the text of a
 * refused record may hold anything in any place. */
#include "cover/cover_read.h"

#include "record/keys.h"

#define READ 16                       /* entries at once: one may be as great as a request */
#define PAGE_BYTES ((size_t)16 << 20) /* sealed texts that a page opens; then it ends early */
#define PAGE_SEEN 4096                /* refusals that a page looks at */

static int open_take(struct cx *cx, const struct entry *e, struct refusal *ret)
{
	const struct json *v, *seq;
	int ec = json_read(cx, e->open, &json_limits_request, &v);

	if (ec < 0)
		return ec;
	*ret = (struct refusal){
		.id = e->id, .pos = e->pos, .received = e->received, .via = e->via
	};
	ret->code = json_text(v, "code");
	ret->field = json_text(v, "field");
	seq = json_get(v, "seq");
	if (seq != NULL && uuid_read(json_text(v, "device"), &ret->device))
		ret->seq = seq->i;
	return 0;
}

/* Kind and area, as far as its text opens and says so. */
static int sealed_take(
	struct cx *cx, const struct cover *c, const struct entry *e, struct refusal *ret)
{
	const struct json *v = NULL;
	const struct area *area;
	const struct kind *kind;
	struct str text;
	int ec = journal_open(cx, c->keys, &e->id, e->sealed, CLASS_WHOLE, &text);

	if (ec == 0 && text.p != NULL)
		ec = json_read(cx, text, &json_limits_request, &v);
	if (ec == -E_NO_MEMORY)
		return ec;
	if (ec < 0 || text.p == NULL) {
		err_clear(cx);
		return 0;
	}
	area = area_find(c->tree, json_text(v, "area"));
	kind = kinds_newest(c->kinds, json_text(v, "kind"));
	if (area != NULL)
		ret->area = area->id;
	if (kind != NULL)
		ret->kind = str_of(kind->name);
	return 0;
}

/* What lies in his areas, and what he handed in himself. */
static bool refusal_seen(const struct cover *c, const struct refusal *r)
{
	return c->who->everywhere || str_eq(r->via, c->who->person) ||
		(r->area.n > 0 && reader_sees(c->tree, c->who, r->area));
}

static int next_cursor(struct cx *cx, int64_t pos, struct str *ret)
{
	struct buf b;

	cursor_begin(cx, &b, 'x');
	cursor_put_int(&b, pos);
	return cursor_end(cx, &b, ret);
}

/* The next few after *pos: how many there were, 0 at the end. */
static int read_some(struct cx *cx, const struct cover *c, size_t limit, int64_t *pos,
	size_t *bytes, struct refusal *ret, size_t *n)
{
	struct entry *all;
	size_t got;
	int ec = journal_read(cx, c->store, *pos, READ, 1u << ENTRY_REFUSAL, &all, &got);

	for (size_t i = 0; ec == 0 && i < got && *n < limit; i++) {
		*pos = all[i].pos;
		*bytes += all[i].sealed.n;
		if ((ec = open_take(cx, &all[i], &ret[*n])) == 0)
			ec = sealed_take(cx, c, &all[i], &ret[*n]);
		*n += ec == 0 && refusal_seen(c, &ret[*n]);
	}
	return ec < 0 ? ec : (int)got;
}

int refusal_list(struct cx *cx, const struct cover *c, struct str after, size_t limit,
	struct refusal **ret, size_t *ret_n, struct str *ret_next)
{
	size_t bytes = 0, seen = 0;
	struct cursor at;
	int64_t pos = 0;
	int ec = cover_limit(cx, limit), got = 1;

	if (ec == 0 && after.n > 0 && (ec = cursor_open(cx, after, 'x', &at)) == 0) {
		pos = cursor_int(&at);
		ec = cursor_close(cx, &at);
	}
	if (ec == 0)
		ec = keyring_follow(cx, c->keys, c->store);
	*ret_n = 0;
	*ret_next = STR_NONE;
	*ret = ec == 0 ? cx_many(cx, limit, struct refusal) : NULL;
	if (ec == 0 && *ret == NULL)
		return -E_NO_MEMORY;
	while (ec == 0 && got > 0 && *ret_n < limit && bytes < PAGE_BYTES && seen < PAGE_SEEN) {
		got = read_some(cx, c, limit, &pos, &bytes, *ret, ret_n);
		ec = got < 0 ? got : 0;
		seen += READ;
	}
	return ec == 0 && got > 0 ? next_cursor(cx, pos, ret_next) : ec;
}
