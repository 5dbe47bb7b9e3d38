/* Records that were refused and kept aside: that they are there, whose, and why. What is in them stays sealed; only the kind
 * and the area are read from it, and shown where they are those of a kind and an area that are known, since the text of a
 * refused record may hold anything in any place. */
#include "cover/cover_read.h"

#include "generated/stmt.h"
#include "record/keys.h"
#include "view/effects.h"

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

/* Somebody who answers for where it lies has seen to it; where nobody knows that, who answers for all. */
static int settled(struct cx *cx, const struct cover *c, const struct refusal *r, bool *ret)
{
	struct uuid key = refusal_key(r->pos, r->received);
	const struct store_value v[] = { SV_UUID(&key) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_SETTLED, v, 1, &q), more = 0;

	*ret = false;
	while (ec == 0 && !*ret && (more = store_next(cx, &q)) > 0) {
		const struct area *by = area_find(c->tree, store_str(&q, 0));

		*ret = r->area.n > 0 ? by != NULL && area_within(c->tree, r->area, by->id) :
				       by != NULL && by->up == NULL;
	}
	return ec < 0 ? ec : more < 0 ? more : 0;
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
		if (ec == 0 && refusal_seen(c, &ret[*n])) {
			bool done;

			ec = settled(cx, c, &ret[*n], &done);
			*n += ec == 0 && !done;
		}
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
