/* From JSON to items: records read, and what could not be read kept with its reason. */
#include "view/group.h"

int append_item_read(struct cx *cx, struct view *v, const struct json *json, struct str text,
	const struct sender *from, const struct gate *gate, struct append_item *ret)
{
	struct str mac = json_text(json, "mac");

	*ret = (struct append_item){ .text = text, .gate = gate };
	ret->refused = record_read(cx, v->journal.kinds, json, from, &ret->record);
	/* Only what its writer can mend is a refusal; when memory ends, say, he sends it again as it is. */
	if (ret->record == NULL || (ret->refused != 0 && !is_refusal_code(ret->refused)))
		return ret->refused;
	if (ret->refused != 0) {
		ret->error = cx->e;
		err_clear(cx);
		return 0;
	}
	if (mac.p == NULL)
		return 0;
	ret->mac = mac;
	return record_mac_text(cx, json, &ret->mac_text);
}

int append_json(struct cx *cx, struct view *v, const struct json *json, const struct sender *from,
	const struct gate *gate, struct receipt **ret, size_t *ret_n)
{
	size_t n = json->type == JSON_LIST ? json->n : 1, i;
	struct append_item *items = cx_many(cx, n, struct append_item);
	struct receipt *receipts = cx_many(cx, n, struct receipt);
	int rc = 0;

	if (items == NULL || receipts == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < n; i++) {
		const struct json *one = json->type == JSON_LIST ? &json->items[i] : json;

		rc = append_item_read(cx, v, one, one->s, from, gate, &items[i]);
	}
	if (rc == 0)
		rc = append_group(cx, v, items, n);
	for (i = 0; rc == 0 && i < n; i++)
		receipts[i] = items[i].receipt;
	*ret = receipts;
	*ret_n = n;
	return rc;
}
