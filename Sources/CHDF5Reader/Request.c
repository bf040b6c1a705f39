#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "Request.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// A descriptor travels as a control message beside the bytes (unix(7), SCM_RIGHTS).
union control {
  struct cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
};

int make_channel(int ends[2]) {
#ifdef __linux__
  return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
#else
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

int send_request(int channel, int file, const struct request *request) {
  union control control;
  memset(&control, 0, sizeof control);
  // sendmsg does not write to it.
  struct iovec part = {.iov_base = (void *)(uintptr_t)request, .iov_len = sizeof *request};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof file);
  memcpy(CMSG_DATA(header), &file, sizeof file);
#ifdef MSG_NOSIGNAL
  const int flags = MSG_NOSIGNAL;
#else
  const int flags = 0;
#endif
  while (true) {
    ssize_t sent = sendmsg(channel, &message, flags);
    if (sent < 0 && errno == EINTR) continue;
    // So few bytes are sent whole or not at all.
    return sent == (ssize_t)sizeof *request ? 0 : sent < 0 ? errno : EIO;
  }
}

bool receive_request(int channel, int file, struct request *request) {
  union control control;
  struct iovec part = {.iov_base = request, .iov_len = sizeof *request};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  ssize_t count;
  do {
    count = recvmsg(channel, &message, 0);
  } while (count < 0 && errno == EINTR);
  // Nothing comes where the parent has ended, or has no need of this process.
  if (count != (ssize_t)sizeof *request) return false;
  const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (!header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS
      || header->cmsg_len != CMSG_LEN(sizeof(int))) {
    return false;
  }
  int received;
  memcpy(&received, CMSG_DATA(header), sizeof received);
  if (received == file) return true;
  if (dup2(received, file) < 0) return false;
  close(received);
  return true;
}
