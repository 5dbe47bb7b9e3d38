/* Normal forms and keyed hashes of what a record says of a person: pure but for the arena. */
#include "cover/person_parts.h"

#include "core/ids.h"

/* As a name is compared: half width, lower case, without spaces and dots. */
static struct str plain_name(struct cx *cx, struct str name)
{
	struct buf b;
	int32_t c;

	buf_init(&b, cx->arena);
	while ((c = utf8_next(&name)) >= 0)
		if ((c = utf8_fold(c)) != ' ')
			buf_utf8(&b, (uint32_t)c);
	return buf_get(&b);
}

/* A number that was accepted by rules which it breaks today is compared as it stands. */
static int plain_number(struct cx *cx, bool phone, struct str text, struct str *ret)
{
	char plain[24];
	enum id_fault fault = phone ? id_phone(text, plain) : id_document(text, INT32_MAX, plain);

	*ret = text;
	return fault != ID_OK ? 0 : cx_str(cx, str_of(plain), ret);
}

static int64_t mac_of(
	const struct seal_key *key, char label, const struct str *parts, size_t n, struct cx *cx)
{
	uint8_t out[32];
	struct buf b;
	uint64_t mac = 0;
	size_t i;

	buf_init(&b, cx->arena);
	buf_c(&b, label);
	for (i = 0; i < n; i++) {
		buf_c(&b, '\n');
		buf_str(&b, parts[i]);
	}
	seal_hmac256(key, buf_get(&b), out);
	for (i = 0; i < 8; i++)
		mac = mac << 8 | out[i];
	return (int64_t)mac;
}

size_t person_hashes(struct cx *cx, const struct seal_key *key, const struct person_parts *p,
	struct person_hash ret[3])
{
	const struct str *of = p->of;
	size_t n = 0;

	if (of[PART_DOCUMENT].n > 0)
		ret[n++] = (struct person_hash){ mac_of(key, 'd', &of[PART_DOCUMENT], 1, cx),
			LABEL_DOCUMENT };
	if (of[PART_NAME].n > 0 && of[PART_BIRTH].n > 0)
		ret[n++] = (struct person_hash){
			mac_of(key, 'b',
				(struct str[]){ of[PART_NAME], of[PART_BIRTH], of[PART_AREA] }, 3,
				cx),
			LABEL_BIRTH
		};
	if (of[PART_NAME].n > 0 && of[PART_PHONE].n > 0)
		ret[n++] = (struct person_hash){
			mac_of(key, 'p', (struct str[]){ of[PART_NAME], of[PART_PHONE] }, 2, cx),
			LABEL_PHONE
		};
	return n;
}

int person_parts_read(struct cx *cx, struct str area, struct str identity, struct str contact,
	struct person_parts *ret)
{
	const struct json *v = NULL;
	int rc = 0;

	*ret = (struct person_parts){ .of[PART_AREA] = area };
	if (identity.p != NULL && (rc = json_read(cx, identity, &json_limits_request, &v)) == 0) {
		ret->of[PART_NAME] = plain_name(cx, json_text(v, "name"));
		ret->of[PART_BIRTH] = json_text(v, "birth");
		rc = plain_number(cx, false, json_text(v, "document"), &ret->of[PART_DOCUMENT]);
	}
	if (rc == 0 && contact.p != NULL &&
		(rc = json_read(cx, contact, &json_limits_request, &v)) == 0)
		rc = plain_number(cx, true, json_text(v, "phone"), &ret->of[PART_PHONE]);
	return rc;
}
