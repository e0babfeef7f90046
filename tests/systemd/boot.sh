#!/bin/bash
# Makes a small machine of this one's files and becomes its PID 1: a real systemd, with the units of one folder only.
# Called inside new namespaces of pid, mount, ipc, uts and cgroup; what it mounts vanishes with them.
# $1: an empty folder to work in. $2: the folder laid over the machine's root. Then pairs: what is shown, and where.
set -euo pipefail
work=$1 over=$2
shift 2

mount --make-rprivate /
mount -t tmpfs tmpfs "$work"
mkdir "$work"/{upper,work,root}
cp -a "$over"/. "$work/upper"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/work" "$work/root"
cd "$work/root"
mkdir -p proc sys run tmp dev var/tmp .before
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=755 tmpfs dev
for node in "null 1 3" "zero 1 5" "full 1 7" "random 1 8" "urandom 1 9" "tty 5 0"; do
    read -r name major minor <<<"$node"
    mknod -m 666 "dev/$name" c "$major" "$minor"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
# Without it every unit with PrivateDevices fails with 226/NAMESPACE (systemd 252, seen 2026-11).
ln -s pts/ptmx dev/ptmx
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
# The machine's units are not this machine's.
mkdir -p etc/systemd/system
mount -t tmpfs -o mode=755 tmpfs etc/systemd/system
cp -a "$over/etc/systemd/system"/. etc/systemd/system
while (($#)); do
    mkdir -p "./$2"
    mount --bind "$1" "./$2"
    shift 2
done
# A mere chroot is not enough for units that make mount namespaces of their own.
pivot_root . .before
cd /
umount -l .before
# Else what LoadCredential mounts never reaches the service.
mount --make-rshared /
hostname plumbrule-test
exec env -i container=plumbrule-test PATH=/usr/sbin:/usr/bin:/sbin:/bin SYSTEMD_UNIT_PATH=/etc/systemd/system \
    SYSTEMD_LOG_TARGET=null /lib/systemd/systemd --unit=multi-user.target
