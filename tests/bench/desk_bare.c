/* The least that a desk can cost: libmicrohttpd sending the same number of bytes, already in
 * memory, with the headers of the desk's pages, one thread, the same way of waiting.
 *
 *     desk_bare BYTES
 *
 * Prints its port; ends with its standard input. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct MHD_Response *response;

static enum MHD_Result respond(void *user, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *data, size_t *n, void **held)
{
	(void)user, (void)url, (void)method, (void)version, (void)data, (void)n;
	/* Called once when the headers are there and once at the request's end; who answers at once has
	 * the connection closed. */
	if (!*held) {
		*held = &response;
		return MHD_YES;
	}
	return MHD_queue_response(connection, MHD_HTTP_OK, response);
}

static void prepare(size_t bytes)
{
	static const char *const HEADERS[][2] = {
		{"Content-Type", "text/html; charset=utf-8"},
		{"Cache-Control", "private, no-cache"},
		{"X-Content-Type-Options", "nosniff"},
		{"X-Frame-Options", "DENY"},
		{"Content-Security-Policy",
			"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
			"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
		{"Referrer-Policy", "no-referrer"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
		{"Vary", "Accept-Encoding, Cookie"},
		{"ETag", "W/\"00112233445566778899aabbccddeeff\""},
	};
	char *page = malloc(bytes);
	memset(page, 'a', bytes);
	response = MHD_create_response_from_buffer(bytes, page, MHD_RESPMEM_MUST_FREE);
	for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++)
		MHD_add_response_header(response, HEADERS[i][0], HEADERS[i][1]);
}

int main(int argc, char **argv)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	char end;
	if (argc != 2)
		return 2;
	prepare(strtoul(argv[1], NULL, 10));
	struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, respond, NULL,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at, MHD_OPTION_END);
	if (!daemon)
		return 1;
	printf("%d\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	fflush(stdout);
	fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK);
	while (read(STDIN_FILENO, &end, 1) != 0)
		MHD_run_wait(daemon, 200);
	MHD_stop_daemon(daemon);
	MHD_destroy_response(response);
	return 0;
}
