/* A record that came in a box: {id, device, seq, box}, the whole record sealed to the server's
 * public key, so that whoever carries it (a file, another person's phone) cannot read it.
 * Opened, it is read as any other. */
#include "guard/guard.h"

#include <string.h>

#include "record/keys.h"

static int box_wrong(struct cx *cx, const char *zh, const char *en)
{
	err_clear(cx);
	return err(cx, E_BOX, "box", zh, en);
}

static bool members_known(const struct json *v)
{
	for (uint32_t i = 0; i < v->n; i++)
		if (!str_is(v->names[i], "id") && !str_is(v->names[i], "device") &&
			!str_is(v->names[i], "seq") && !str_is(v->names[i], "box"))
			return false;
	return true;
}

/* What is written on the outside must be what lies inside. */
static bool labels_same(const struct json *outer, const struct json *inner)
{
	static const char *const names[] = { "id", "device", "seq" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct json *a = json_get(outer, names[i]), *b = json_get(inner, names[i]);

		if ((a == NULL) != (b == NULL) || (a && !json_equal(a, b)))
			return false;
	}
	return true;
}

/* Only what is wrong with the box is E_BOX; without memory it is tried again another time. */
static int box_open(struct cx *cx, struct site *s, const struct json *v, const struct json **ret)
{
	struct str box = json_text(v, "box"), sealed, plain;
	struct seal_key secret;
	int e;

	if (!members_known(v) || !box.p || !base64url_read(cx->arena, box, &sealed))
		return cx_alloc(cx, box.n) ?
			box_wrong(cx, "格式不对（应只有 id、device、seq 和 base64url 编码的 box）",
				"it should have id, device, seq and a box in base64url, no more") :
			-E_NO_MEMORY;
	e = keyring_special(cx, s->keys, "box", &secret);
	if (e)
		return e;
	e = seal_box_open(cx, &secret, sealed, &plain);
	seal_wipe(&secret, sizeof(secret));
	if (e)
		return e == -E_NO_MEMORY ?
			e :
			box_wrong(cx, "不是按本系统的公钥密封的，或已损坏",
				"it was not sealed to this server's key, or is damaged");
	e = json_read(cx, plain, &json_limits_request, ret);
	if (e == -E_NO_MEMORY)
		return e;
	if (e || (*ret)->type != JSON_OBJECT || json_get(*ret, "box"))
		return box_wrong(cx, "里面不是一条记录", "what is in it is no record");
	return labels_same(v, *ret) ?
		0 :
		box_wrong(cx, "外面标注的 id、device、seq 与里面的记录不一致",
			"the id, device and seq on it are not those of the record in it");
}

int guard_item_read(struct cx *cx, struct site *s, const struct json *v, const struct sender *from,
	const struct gate *gate, struct append_item *ret)
{
	const struct json *inner = v;
	struct err_info why;
	int rc, e = 0;

	if (v->type == JSON_OBJECT && json_get(v, "box"))
		e = box_open(cx, s, v, &inner);
	if (e && e != -E_BOX)
		return e;
	why = cx->e;
	err_clear(cx);
	/* A box that does not open is refused under the id and number on its outside. */
	rc = append_item_read(cx, &s->view, e ? v : inner, e ? v->s : inner->s, from, gate, ret);
	if (rc || !e)
		return rc;
	ret->refused = e;
	ret->error = why;
	return 0;
}
