/* People who were listed before their dwellings. Where the row tells all that the list of dwellings does, the ids meet by
 * themselves; where one of the two tells the address and the other does not, somebody has to say which dwelling it is, once both
 * are here. A home that was told since is newer than the row, and stays. */
#include "cli/load_known.h"
#include "cli/write.h"
#include "core/map.h"

/* The records that say so, of one group. */
struct ties {
	struct load *l;
	struct append_item *items;
	const struct load_row **rows; /* of the items */
	size_t n;
	struct map seen; /* people: a file may hold a row twice */
};

static int tie_make(struct ties *t, const struct load_row *r, const struct uuid *dwelling)
{
	const struct writing change = {
		.kind = "person.changed", .area = r->item.home.area, .subject = r->item.subject
	};
	struct load *l = t->l;
	struct cx *cx = &l->c->work;
	const struct json *v;
	char text[UUID_TEXT + 1];
	struct buf b;
	struct jw w;
	int e;

	uuid_write(dwelling, text);
	buf_init(&b, cx->arena);
	writing_begin(&w, &b, &change);
	jw_f_z(&w, "dwelling", text);
	writing_end(&w);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	e = json_read(cx, buf_get(&b), &json_limits_request, &v);
	t->rows[t->n] = r;
	return e ? e :
		   append_item_read(cx, &l->c->site->view, v, buf_get(&b), &l->from,
			   &guard_gate_owner, &t->items[t->n++]);
}

/* The dwelling that fits by now, if nothing but the row has told his home so far. */
static int tie_find(
	struct load *l, const struct load_row *r, struct uuid *ret, enum home_found *ret_found)
{
	struct cli *c = l->c;
	struct uuid home;
	int e = homes_find(&c->work, l->homes, &c->cover, &r->item.home, ret, ret_found);

	if (e || *ret_found != HOME_ONE)
		return e;
	e = person_home(&c->work, &c->cover, &r->item.subject, &home);
	if (!e && !uuid_eq(&home, &r->item.home.whole))
		*ret_found = HOME_FOUND;
	return e;
}

static int tie_one(struct ties *t, const struct load_row *r)
{
	void **at = map_at(&t->seen, uuid_bytes(&r->item.subject));
	enum home_found found;
	struct uuid dwelling;
	int e;

	if (!at)
		return err(&t->l->c->work, E_NO_MEMORY, NULL);
	if (*at)
		return 0;
	*at = t;
	e = tie_find(t->l, r, &dwelling, &found);
	if (e || found == HOME_FOUND)
		return e;
	if (found == HOME_ONE)
		return tie_make(t, r, &dwelling);
	load_home_count(t->l, found, r);
	return 0;
}

/* In the reader's transaction. */
static int ties_find(struct ties *t)
{
	struct load *l = t->l;
	struct cli *c = l->c;
	struct uuid *ids = cx_many(&c->work, l->here_n, struct uuid);
	bool *listed = cx_many(&c->work, l->here_n, bool);
	int e = ids && listed ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < l->here_n; i++)
		ids[i] = l->here[i].item.home.whole;
	if (!e)
		e = subjects_there(&c->work, &c->cover, ids, l->here_n, listed);
	for (size_t i = 0; !e && i < l->here_n; i++)
		if (!listed[i])
			e = tie_one(t, &l->here[i]);
	return e;
}

/* A row whose tie is refused is a bad row, and no duplicate. */
static int ties_count(struct ties *t)
{
	struct load *l = t->l;
	int e = 0;

	for (size_t i = 0; !e && i < t->n; i++) {
		const struct append_item *it = &t->items[i];

		if (it->refused || it->receipt.status == RECEIPT_REFUSED) {
			l->batch.duplicates--;
			e = load_row_bad(
				l, &t->rows[i]->row, it->refused ? &it->error : &it->receipt.error);
		} else if (!l->tied++) {
			l->tied_row = t->rows[i]->row.number;
		}
	}
	return e;
}

int load_tie(struct load *l)
{
	struct cli *c = l->c;
	struct ties t = { .l = l,
		.items = cx_many(&c->work, l->here_n, struct append_item),
		.rows = cx_many(&c->work, l->here_n, const struct load_row *) };
	int e = t.items && t.rows ? store_begin_read(&c->work, c->store, "tie") : -E_NO_MEMORY;

	if (!e) {
		map_init(&t.seen, c->work.arena);
		e = ties_find(&t);
		store_rollback(c->store);
	}
	if (!e && !l->dry)
		e = append_group(&c->work, &c->site->view, t.items, t.n);
	return e ? cli_work_failed(c, e) : ties_count(&t);
}
