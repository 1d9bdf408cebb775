//! How the C library's allocator is told to hold memory. Other allocators are left alone.

pub use allocator::{give_back, keep_together};

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "the C library has no safe way to ask for this")]
mod allocator {
    /// The arenas of the whole process, of `mallopt`.
    const M_ARENA_MAX: i32 = -8;
    /// By itself it makes eight for each processor, and what was freed in one is of no use to the others: a city that was built left 200 MB behind.
    const ARENAS: i32 = 2;

    unsafe extern "C" {
        fn mallopt(param: i32, value: i32) -> i32;
        fn malloc_trim(pad: usize) -> i32;
    }

    /// Keeps what many threads allocate in a few places, so that one uses what another has freed. Call before other threads are started.
    pub fn keep_together() {
        // SAFETY: mallopt takes two numbers and touches no memory that is in use; a number it does not know it refuses.
        unsafe {
            mallopt(M_ARENA_MAX, ARENAS);
        }
    }

    /// Gives memory that was freed back to the system; by itself the allocator keeps most of what it once had.
    pub fn give_back() {
        // SAFETY: malloc_trim takes a number, may be called by any thread at any time, and touches no memory that is in use.
        unsafe {
            malloc_trim(0);
        }
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
mod allocator {
    pub fn keep_together() {}
    pub fn give_back() {}
}
