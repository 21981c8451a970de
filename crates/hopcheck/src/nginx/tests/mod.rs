mod effective;
mod syntax;
mod totality;
mod verdict;
