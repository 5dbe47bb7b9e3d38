/* What the records of imports mean. */
#include "desk/imports/imports.h"

#include "seal/seal.h"

const char *const import_state_names[] = { "begun", "ended", "taken_back", NULL };

int import_map_read(struct cx *cx, struct str text, struct import_column **ret, size_t *ret_n)
{
	const struct json *all;
	int e = json_read(cx, text, &json_limits_request, &all);

	if (e == -E_NO_MEMORY)
		return e;
	if (e || all->type != JSON_LIST) {
		err_clear(cx);
		return err(cx, E_FIELD_FORMAT, "body.map", "应为列表", "expected a list");
	}
	*ret = cx_many(cx, all->n + 1, struct import_column);
	*ret_n = all->n;
	if (!*ret)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; i < all->n; i++) {
		const struct json *one = &all->items[i];

		if (one->type != JSON_OBJECT || one->n != 2 || !json_text(one, "heading").n ||
			!json_get(one, "to") || json_get(one, "to")->type != JSON_TEXT)
			return err(cx, E_FIELD_FORMAT, "body.map",
				"每项应为 {heading, to} 两段文字",
				"each item is two texts: {heading, to}");
		(*ret)[i] = (struct import_column){ json_text(one, "heading"),
			json_text(one, "to") };
	}
	return 0;
}

void import_map_write(struct jw *w, const struct import_column *all, size_t n)
{
	jw_list(w);
	for (size_t i = 0; i < n; i++) {
		jw_object(w);
		jw_f_str(w, "heading", all[i].heading);
		jw_f_str(w, "to", all[i].to);
		jw_end_object(w);
	}
	jw_end_list(w);
}

int imports_begun_agrees(struct cx *cx, const struct record *r)
{
	struct import_column *all;
	size_t n;

	return import_map_read(cx, record_text(r, "map"), &all, &n);
}

/* Version 1 knew its file by its headings and the number of its rows. */
int imports_begun_lift(struct cx *cx, const struct json *old, const struct json **ret)
{
	(void)cx;
	*ret = old;
	return 0;
}

int imports_begun_effects(struct effects *e, const struct record *r)
{
	(void)r;
	return effects_amount(e, IMPORTS_BEGUN, uuid_nil, 1);
}

int imports_ended_effects(struct effects *e, const struct record *r)
{
	if (record_int(r, "accepted"))
		effects_amount(e, IMPORTS_ROWS, uuid_nil, record_int(r, "accepted"));
	return e->failed;
}

struct uuid import_end_id(const struct uuid *import)
{
	uint8_t digest[SEAL_HASH], half[16];
	struct seal_hasher h;

	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.import.ended\n", 19);
	seal_hash_add(&h, import->b, sizeof(import->b));
	seal_hash_end(&h, digest);
	for (size_t i = 0; i < sizeof(half); i++)
		half[i] = digest[i];
	return uuid_v8(half);
}
