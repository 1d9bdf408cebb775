//! A network: an address with a prefix length, or a single address.

use std::net::IpAddr;
use std::str::FromStr;

use serde::Deserialize;

/// Addresses that share their first `prefix` bits, such as `10.1.0.0/24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    base: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether `address` lies in this network. An IPv4 address written as IPv6 (`::ffff:10.0.0.5`) counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.base, address.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(other)) => {
                same_prefix(u128::from(base.to_bits()) << 96, u128::from(other.to_bits()) << 96, self.prefix)
            }
            (IpAddr::V6(base), IpAddr::V6(other)) => same_prefix(base.to_bits(), other.to_bits(), self.prefix),
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }

    /// Whether every address lies in this network.
    pub fn is_everybody(&self) -> bool {
        self.prefix == 0
    }
}

fn same_prefix(left: u128, right: u128, bits: u8) -> bool {
    bits == 0 || (left ^ right) >> (128 - u32::from(bits)) == 0
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Network, String> {
        let wrong = || format!("`{text}` is neither an address such as 10.0.0.5 nor a network such as 10.1.0.0/24");
        let (address, prefix) = text.trim().split_once('/').map_or((text.trim(), None), |(a, p)| (a, Some(p)));
        let base: IpAddr = address.parse().map_err(|_| wrong())?;
        let longest = if base.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(longest), |digits| digits.parse().map_err(|_| wrong()))?;
        if prefix > longest { Err(wrong()) } else { Ok(Network { base, prefix }) }
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Network, String> {
        text.parse()
    }
}
