/* People who were listed before their dwellings. Where the row tells all that the list of dwellings does, the ids meet by
 * themselves; where one of the two tells the address and the other does not, somebody has to say which dwelling it is, once both
 * are here. A home that was told since is newer than the row, and stays. */
#include "desk/desk.h"
#include "desk/rows.h"
#include "load/known.h"
#include "load/uuid_set.h"
#include "sys/sys.h"

/* The records that say so, of one group. */
struct ties {
	struct load *l;
	struct append_item *items;
	const struct load_row **rows; /* of the items */
	size_t n;
};

static int tie_make(struct ties *t, const struct load_row *r, const struct uuid *dwelling)
{
	const struct kind *kind = kinds_newest(desks_kinds(), STR("person.changed"));
	struct load *l = t->l;
	struct cx *cx = l->host.work;
	struct uuid id = sys_uuid();
	const struct json *v;
	struct buf b;
	struct jw w;
	int e;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	row_uuid(&w, "id", &id);
	jw_f_z(&w, "kind", kind->name);
	jw_f_int(&w, "v", kind->v);
	row_time(&w, "at", sys_now());
	jw_f_str(&w, "area", r->item.home.area);
	row_uuid(&w, "subject", &r->item.subject);
	jw_name(&w, "body");
	jw_object(&w);
	row_uuid(&w, "dwelling", dwelling);
	jw_end_object(&w);
	jw_end_object(&w);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	e = json_read(cx, buf_get(&b), &json_limits_request, &v);
	t->rows[t->n] = r;
	return e ? e :
		   append_item_read(cx, &l->host.site->view, v, buf_get(&b), &l->from, l->host.gate,
			   &t->items[t->n++]);
}

/* The dwelling that fits by now, if nothing but the row has told his home so far. */
static int tie_find(
	struct load *l, const struct load_row *r, struct uuid *ret, enum home_found *ret_found)
{
	struct uuid home;
	int e = homes_find(l->host.work, l->homes, &l->host.cover, &r->item.home, ret, ret_found);

	if (e || *ret_found != HOME_ONE)
		return e;
	e = person_home(l->host.work, &l->host.cover, &r->item.subject, &home);
	if (!e && !uuid_eq(&home, &r->item.home.whole))
		*ret_found = HOME_FOUND;
	return e;
}

/* Once a file: a dry run ties nobody, so that his next row finds him as this one did. */
static int tie_one(struct ties *t, const struct load_row *r)
{
	struct load *l = t->l;
	struct uuid dwelling;
	enum home_found found;
	bool is_new = false;
	int e = tie_find(l, r, &dwelling, &found);

	if (!e && found != HOME_FOUND)
		e = uuid_set_add(l->host.work, l->told_of, &r->item.subject, &is_new);
	if (e || !is_new)
		return e;
	if (found == HOME_ONE)
		return tie_make(t, r, &dwelling);
	load_home_count(l, found, r);
	return 0;
}

/* In the reader's transaction. */
static int ties_find(struct ties *t)
{
	struct load *l = t->l;
	struct uuid *ids = cx_many(l->host.work, l->here_n, struct uuid);
	bool *listed = cx_many(l->host.work, l->here_n, bool);
	int e = ids && listed ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < l->here_n; i++)
		ids[i] = l->here[i].item.home.whole;
	if (!e)
		e = subjects_there(l->host.work, &l->host.cover, ids, l->here_n, listed);
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
			l->count.duplicates--;
			e = load_row_bad(
				l, &t->rows[i]->row, it->refused ? &it->error : &it->receipt.error);
		} else if (!l->count.tied++) {
			l->count.tied_row = t->rows[i]->row.number;
		}
	}
	return e;
}

int load_tie(struct load *l)
{
	struct ties t = { .l = l,
		.items = cx_many(l->host.work, l->here_n, struct append_item),
		.rows = cx_many(l->host.work, l->here_n, const struct load_row *) };
	int e = t.items && t.rows ? store_begin_read(l->host.work, l->host.store, "tie") :
				    -E_NO_MEMORY;

	if (!e) {
		e = ties_find(&t);
		store_rollback(l->host.store);
	}
	if (!e && !l->host.dry)
		e = l->host.append(l->host.arg, l->host.work, t.items, t.n);
	return e ? load_failed(l, e) : ties_count(&t);
}
