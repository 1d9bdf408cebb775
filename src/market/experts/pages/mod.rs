//! Pages: the operators' pool, and an expert's own invitations.

mod invitation;
mod pool;

use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    pool::routes(r);
    invitation::routes(r);
}
