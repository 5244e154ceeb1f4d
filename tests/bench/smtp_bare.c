/* smtp_bare PORT FILE FROM TO: the least that mailing can be: libcurl hands the message in FILE to
 * s000FROM@example.net … one by one, over one handle. What is put off (4xx) is tried again at the
 * end. Prints how many were taken. */
#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 8 };

struct message {
	const char *bytes;
	size_t n, at;
};

static size_t on_read(char *to, size_t size, size_t count, void *user)
{
	struct message *m = user;
	size_t n = m->n - m->at < size * count ? m->n - m->at : size * count;
	memcpy(to, m->bytes + m->at, n);
	m->at += n;
	return n;
}

static bool hand_over(CURL *easy, struct message *m, long i)
{
	char to[64];
	snprintf(to, sizeof to, "<s%06ld@example.net>", i);
	struct curl_slist *rcpt = curl_slist_append(NULL, to);
	m->at = 0;
	curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, rcpt);
	CURLcode code = curl_easy_perform(easy);
	curl_slist_free_all(rcpt);
	return code == CURLE_OK;
}

static struct message read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *bytes = malloc(4 << 20);
	struct message m = {bytes, 0, 0};
	if (file && bytes) {
		m.n = fread(bytes, 1, 4 << 20, file);
		fclose(file);
	}
	return m;
}

static CURL *make_handle(const char *port, struct message *m)
{
	char url[64];
	CURL *easy = curl_easy_init();
	snprintf(url, sizeof url, "smtp://127.0.0.1:%s", port);
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(easy, CURLOPT_MAIL_FROM, "<desk@example.org>");
	curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(easy, CURLOPT_READDATA, m);
	curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)m->n);
	return easy;
}

int main(int argc, char **argv)
{
	if (argc != 5)
		return fprintf(stderr, "smtp_bare PORT FILE FROM TO\n"), 2;
	struct message m = read_file(argv[2]);
	CURL *easy = make_handle(argv[1], &m);
	long first = atol(argv[3]), last = atol(argv[4]), taken = 0, later = 0;
	long *waits = calloc((size_t)(last - first) + 1, sizeof *waits);
	for (long i = first; i < last; i++)
		waits[i - first] = i;
	later = last - first;
	for (int round = 0; round < ROUNDS && later; round++) {
		long n = later;
		later = 0;
		for (long i = 0; i < n; i++)
			if (hand_over(easy, &m, waits[i]))
				taken++;
			else
				waits[later++] = waits[i];
	}
	printf("%ld\n", taken);
	curl_easy_cleanup(easy);
	return taken == last - first ? 0 : 1;
}
