/** What a job may ask of the kernel, by purpose. Whatever is not here is refused: the engine's own list is longer. */
const allowed = [
  // Files.
  'read readv pread64 preadv preadv2 write writev pwrite64 pwritev pwritev2 sendfile copy_file_range splice',
  'open openat openat2 creat close close_range dup dup2 dup3 fcntl flock lseek ioctl pipe pipe2',
  'stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat',
  'getdents getdents64 getcwd chdir fchdir mkdir mkdirat mknod mknodat rmdir unlink unlinkat rename renameat renameat2',
  'link linkat symlink symlinkat chmod fchmod fchmodat umask utime utimes utimensat futimesat',
  'truncate ftruncate fallocate fadvise64 readahead fsync fdatasync sync_file_range',
  'getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr',
  // Memory.
  'brk mmap munmap mremap mprotect madvise mincore msync mlock mlock2 munlock memfd_create membarrier',
  // Processes and threads; `clone` is below.
  'fork vfork execve exit exit_group wait4 waitid kill tkill tgkill getpid getppid gettid getpgid getpgrp setpgid getsid setsid',
  'futex set_tid_address set_robust_list get_robust_list rseq arch_prctl prctl restart_syscall',
  'sched_yield sched_getaffinity sched_setaffinity sched_getparam sched_getscheduler sched_get_priority_max',
  'sched_get_priority_min getpriority setpriority getrlimit setrlimit prlimit64 getrusage times',
  'getuid geteuid getresuid getgid getegid getresgid getgroups capget',
  // Signals and time.
  'rt_sigaction rt_sigprocmask rt_sigreturn rt_sigsuspend rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_tgsigqueueinfo',
  'sigaltstack signalfd signalfd4 pause alarm getitimer setitimer clock_gettime clock_getres clock_nanosleep nanosleep',
  'gettimeofday time timer_create timer_settime timer_gettime timer_getoverrun timer_delete',
  'timerfd_create timerfd_settime timerfd_gettime',
  // Waiting, and sockets within the container; `socket` is below.
  'poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd eventfd2',
  'socketpair connect sendto sendmsg recvfrom recvmsg shutdown getsockname getpeername getsockopt setsockopt',
  // The machine.
  'uname sysinfo getcpu getrandom',
]

const AF_UNIX = 1
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET: a namespace of one's own gives capabilities. */
const NEW_NAMESPACES = 0x7e020000
const ENOSYS = 38

const ALLOW = 'SCMP_ACT_ALLOW'
const REFUSE = 'SCMP_ACT_ERRNO'

/**
 * The seccomp profile of jobs, as the engine takes it in `SecurityOpt`: no 32-bit calls, no namespaces, mounts, keys,
 * tracing, BPF, io_uring or userfaultfd, and no socket that could leave the container.
 */
export const seccompProfile = JSON.stringify({
  defaultAction: REFUSE,
  archMap: [
    { architecture: 'SCMP_ARCH_X86_64', subArchitectures: [] },
    { architecture: 'SCMP_ARCH_AARCH64', subArchitectures: [] },
  ],
  syscalls: [
    { names: allowed.flatMap((names) => names.split(' ')), action: ALLOW },
    { names: ['socket'], action: ALLOW, args: [{ index: 0, value: AF_UNIX, op: 'SCMP_CMP_EQ' }] },
    {
      names: ['clone'],
      action: ALLOW,
      args: [{ index: 0, value: NEW_NAMESPACES, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }],
    },
    // Its flags cannot be looked at; the C library falls back to `clone` where it is told that there is none.
    { names: ['clone3'], action: REFUSE, errnoRet: ENOSYS },
  ],
})
