//! Memory that was freed and is still held.

/// Gives memory that was freed back to the system. The allocator keeps what it once had, spread over as many arenas as there were threads; after a
/// night's jobs, or a city that was built, that is most of what the process seems to need.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "the C library has no safe way to ask for this")]
pub fn give_back() {
    unsafe extern "C" {
        fn malloc_trim(pad: usize) -> i32;
    }
    // SAFETY: malloc_trim takes a number, may be called by any thread at any time, and touches no memory that is in use.
    unsafe {
        malloc_trim(0);
    }
}

/// Other allocators give it back by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn give_back() {}
